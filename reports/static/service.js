// Sorting, searching and filtering of the table of measures. The page is complete without it; the state lives in the
// address: #m=chat=yes&county=… (a measure alone: found; with an exclamation mark: not found).
"use strict";
(() => {
  const form = document.getElementById("filters");
  const table = document.getElementById("services");
  if (!form || !table) return;
  const body = table.tBodies[0];
  const count = document.getElementById("count");
  const nothing = document.getElementById("nothing");
  const collator = new Intl.Collator("sv");
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();

  const rows = [...body.rows].map((element, place) => {
    const [channels, phone, visit, pop] = element.dataset.k.split(",").map(Number);
    const text = (selector) => element.querySelector(selector).textContent;
    const [name, county, group] = [text("th"), text(".c"), text(".u")];
    const code = element.querySelector("th a").getAttribute("href").split("/").pop().replace(/\.html.*$/, "");
    const found = new Map(element.dataset.v.split(" ").filter(Boolean).map((token) => token.split("=")));
    return { element, place, county, group, channels, phone, visit, pop, found, words: fold(`${name} ${county} ${code}`) };
  });

  const by = {
    "": (a, b) => a.place - b.place,
    county: (a, b) => collator.compare(a.county, b.county),
    group: (a, b) => collator.compare(a.group, b.group),
  };
  for (const key of ["channels", "phone", "visit", "pop"]) by[key] = (a, b) => a[key] - b[key];
  const ascending = new Set(["", "county", "group"]);
  const state = { sort: "", turned: false };

  function has(row, wanted) {
    if (!wanted) return true;
    if (wanted.endsWith("!")) return !row.found.has(wanted.slice(0, -1));
    const [measure, value] = wanted.split("=");
    return value === undefined ? row.found.has(measure) : row.found.get(measure) === value;
  }

  function matches(row, wanted) {
    const [low, high] = (wanted.size || "-").split("-").map((n) => (n === "" ? null : Number(n)));
    return (
      fold(wanted.q || "").split(/\s+/).every((word) => row.words.includes(word)) &&
      has(row, wanted.m) && has(row, wanted.also) &&
      (!wanted.county || row.county === wanted.county) &&
      (!wanted.group || row.group === wanted.group) &&
      (low === null || row.pop >= low) && (high === null || row.pop < high)
    );
  }

  function order() {
    const sign = ascending.has(state.sort) === state.turned ? -1 : 1;
    const sorted = [...rows].sort((a, b) => sign * by[state.sort](a, b) || a.place - b.place);
    body.append(...sorted.map((row) => row.element));
    for (const head of table.tHead.querySelectorAll("[data-sort]")) {
      if (head.dataset.sort === state.sort) head.setAttribute("aria-sort", sign === 1 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    }
  }

  function filter() {
    const wanted = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    let shown = 0;
    for (const row of rows) {
      row.element.hidden = !matches(row, wanted);
      shown += row.element.hidden ? 0 : 1;
    }
    count.textContent = count.dataset.one.replace("#", shown);
    nothing.hidden = shown > 0;
    const kept = new URLSearchParams(wanted);
    if (state.turned) kept.set("turned", "1");
    // In the fragment, because a page from a file may not change its query.
    history.replaceState(null, "", location.pathname + location.search + (kept.toString() && `#${kept}`));
  }

  function recall() {
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const field of form.elements) {
      if (field.name) field.value = kept.get(field.name) || "";
      if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
    }
    state.sort = kept.get("sort") in by ? kept.get("sort") : "";
    state.turned = kept.has("turned");
    order();
    filter();
  }

  function sortBy(key) {
    state.turned = key === state.sort && !state.turned;
    state.sort = key;
    const list = form.elements.sort;
    if (![...list.options].some((option) => option.value === key)) list.add(new Option(table.tHead.querySelector(`[data-sort="${key}"]`).textContent, key));
    list.value = key;
    order();
    filter();
  }

  for (const head of table.tHead.querySelectorAll("[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(head.dataset.sort));
    head.append(button);
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target.name === "sort") {
      state.sort = event.target.value;
      state.turned = false;
      order();
    }
    filter();
  });
  form.addEventListener("reset", () => setTimeout(() => { state.sort = ""; state.turned = false; order(); filter(); }));
  addEventListener("hashchange", recall);
  recall();
})();
