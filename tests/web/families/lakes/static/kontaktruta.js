"use strict";
// The box "Kontakt" of a page, fetched from the staff directory.
const box = document.querySelector("[data-enhet]");
fetch("/enheter.json").then((answer) => answer.json()).then((units) => {
  box.innerHTML = units[box.dataset.enhet];
});
