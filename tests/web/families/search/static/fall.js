// Öppnar och stänger det som en knapp pekar på, och minns att kakraden är läst.
document.querySelectorAll("button[data-visa]").forEach(function (knapp) {
  var del = document.getElementById(knapp.dataset.visa);
  knapp.addEventListener("click", function () {
    del.hidden = !del.hidden;
    knapp.setAttribute("aria-expanded", String(!del.hidden));
  });
});
var rad = document.querySelector("[data-kakor]");
if (rad) {
  if (document.cookie.indexOf("kakor=") >= 0) { rad.hidden = true; }
  rad.querySelector("button").addEventListener("click", function () {
    document.cookie = "kakor=last; path=/; max-age=31536000";
    rad.hidden = true;
  });
}
