(function () {
  var kaka = document.querySelector("[data-kaka]");
  if (kaka) {
    var svar = null;
    try { svar = localStorage.getItem("kakval"); } catch (fel) { /* spärrad lagring: fråga igen */ }
    kaka.hidden = svar !== null;
    kaka.addEventListener("click", function (h) {
      if (!h.target.closest("button")) return;
      try { localStorage.setItem("kakval", h.target.closest("button").value || "ok"); } catch (fel) { /* se ovan */ }
      kaka.hidden = true;
    });
  }
  document.querySelectorAll("button[aria-controls]").forEach(function (knapp) {
    knapp.addEventListener("click", function () {
      var mal = document.getElementById(knapp.getAttribute("aria-controls"));
      mal.hidden = !mal.hidden;
      knapp.setAttribute("aria-expanded", String(!mal.hidden));
    });
  });
  document.querySelectorAll(".spel").forEach(function (spel) {
    var band = spel.querySelector(".spel__band"), prickar = spel.querySelectorAll(".spel__prickar button");
    prickar.forEach(function (prick, n) {
      prick.addEventListener("click", function () {
        band.style.transform = "translateX(-" + n * 100 + "%)";
        prickar.forEach(function (annan, m) { annan.setAttribute("aria-current", String(m === n)); });
      });
    });
  });
})();
