(function () {
  "use strict";
  // Every toggle shows or hides the element whose id it names.
  document.querySelectorAll("[data-toggle]").forEach(function (control) {
    var target = document.getElementById(control.dataset.toggle);
    control.addEventListener("click", function () {
      target.hidden = !target.hidden;
      control.setAttribute("aria-expanded", target.hidden ? "false" : "true");
    });
  });
  var bar = document.getElementById("kakor");
  if (bar && !localStorage.getItem("kakor")) {
    bar.hidden = false;
    bar.querySelectorAll("button").forEach(function (button) {
      button.addEventListener("click", function () { localStorage.setItem("kakor", button.value); bar.hidden = true; });
    });
  }
}());
