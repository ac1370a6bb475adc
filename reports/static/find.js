// Finding one municipality among very many by its name, county or code.
"use strict";
(() => {
  const box = document.getElementById("finder");
  const field = document.getElementById("f-q");
  const list = document.getElementById("found");
  if (!box || !field) return;
  const shown = 20;
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  let names = [];
  window.vagvisaren = { names(rows) { names = rows.map(([code, name, county]) => [code, name, county, fold(`${name} ${county} ${code}`)]); } };

  function find() {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const hits = words.length ? names.filter((row) => words.every((word) => row[3].includes(word))) : [];
    list.replaceChildren(...hits.slice(0, shown).map(([code, name, county]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `${box.dataset.root}kommun/${code}.html`;
      link.textContent = name;
      item.append(link, ` ${county}`);
      return item;
    }));
  }

  field.addEventListener("input", find);
  addEventListener("DOMContentLoaded", () => {
    box.hidden = false;
    field.value = new URLSearchParams(location.search).get("q") || "";
    find();
  });
})();
