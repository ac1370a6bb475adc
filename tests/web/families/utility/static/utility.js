// Menu, panels and the cookie banner: one rule for every control that says what it controls.
document.querySelectorAll("button[aria-controls]").forEach(function (button) {
  button.addEventListener("click", function () {
    var open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(button.getAttribute("aria-controls")).classList.toggle("open", open);
  });
});
(function () {
  var banner = document.querySelector("[data-consent]");
  if (!banner) { return; }
  if (document.cookie.indexOf("samtycke=") !== -1) { banner.remove(); return; }
  banner.classList.add("visible");
  banner.querySelectorAll("button[data-choice]").forEach(function (button) {
    button.addEventListener("click", function () {
      document.cookie = "samtycke=" + button.dataset.choice + "; path=/; max-age=15552000; samesite=lax";
      banner.remove();
    });
  });
})();
