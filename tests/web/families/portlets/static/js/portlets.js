(function () {
  document.querySelectorAll("[data-env-toggle]").forEach(function (button) {
    var panel = document.getElementById(button.getAttribute("data-env-toggle"));
    button.addEventListener("click", function () {
      var open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      if (panel.hasAttribute("data-mobil")) { panel.classList.toggle("env-open", !open); } else { panel.hidden = open; }
    });
  });
  document.querySelectorAll("[data-env-cookie]").forEach(function (box) {
    box.hidden = false;
    box.querySelectorAll("button").forEach(function (button) {
      button.addEventListener("click", function () { box.remove(); });
    });
  });
  var late = document.querySelectorAll(".ws-tona-in");
  if (late.length && "IntersectionObserver" in window) {
    var watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting) { entry.target.classList.add("ws-synlig"); watcher.unobserve(entry.target); }
      });
    });
    late.forEach(function (element) { watcher.observe(element); });
  }
})();
