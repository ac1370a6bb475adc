// Filtering the map by county. The map is complete without it.
"use strict";
(() => {
  const choice = document.getElementById("map-county");
  const map = document.querySelector("svg.map");
  if (!choice || !map) return;
  function show() {
    for (const symbol of map.querySelectorAll("a")) {
      const other = choice.value !== "" && symbol.dataset.county !== choice.value;
      symbol.classList.toggle("dim", other);
      if (other) symbol.setAttribute("tabindex", "-1");
      else symbol.removeAttribute("tabindex");
    }
  }
  choice.closest("p").hidden = false;
  choice.addEventListener("change", show);
  show();
})();
