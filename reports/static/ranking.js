// Sorting, searching and filtering of the ranking. The page is complete without it; the state lives in the address.
"use strict";
(() => {
  const form = document.getElementById("filters");
  const table = document.getElementById("ranking");
  if (!form || !table) return;
  const body = table.tBodies[0];
  const count = document.getElementById("count");
  const nothing = document.getElementById("nothing");
  const collator = new Intl.Collator("sv");
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();

  const rows = [...body.rows].map((element, place) => {
    const [points, max, adPoints, adMax, broad, broadMax, shows, pop, sure] = element.dataset.k.split(",").map(Number);
    const text = (selector) => element.querySelector(selector).textContent;
    const name = text("th");
    const county = text(".c");
    const code = element.querySelector("th a").getAttribute("href").replace(/\D+/g, "");
    return {
      element, place, name, county, pop, shows, points, sure, open: max > points,
      status: (element.dataset.s || "").split(" "),
      score: points * 10 + max, ad: adPoints * 10 + adMax, broad: broad * 10 + broadMax,
      group: text(".u"), date: text("time"), verdicts: element.dataset.v,
      words: fold(`${name} ${county} ${code}`),
    };
  });

  const newest = rows.reduce((last, row) => (row.date > last ? row.date : last), "");
  const turns = ["worse", "other", "", "better"];
  const turned = (row) => turns.indexOf(turns.find((kind) => kind && row.status.includes(kind)) || "");

  const ascending = new Set(["", "name", "county", "group"]);
  const by = {
    "": (a, b) => a.place - b.place,
    name: (a, b) => collator.compare(a.name, b.name),
    county: (a, b) => collator.compare(a.county, b.county),
    group: (a, b) => collator.compare(a.group, b.group),
    date: (a, b) => collator.compare(a.date, b.date),
    change: (a, b) => turned(a) - turned(b),
  };
  for (const key of ["score", "ad", "broad", "shows", "pop", "sure"]) by[key] = (a, b) => a[key] - b[key];

  const state = { sort: "", turned: false };

  const statuses = {
    fresh: (row) => row.date === newest,
    newer: (row) => row.status.includes("newer"),
    changing: (row) => row.status.includes("changing"),
    uncertain: (row) => row.sure === 0,
  };
  const changed = (row, kind) => (kind === "any" ? turned(row) !== turns.indexOf("") : row.status.includes(kind));

  function matches(row, wanted) {
    const [low, high] = (wanted.size || "-").split("-").map((n) => (n === "" ? null : Number(n)));
    return (
      fold(wanted.q || "").split(/\s+/).every((word) => row.words.includes(word)) &&
      (!wanted.score || (wanted.score === "open" ? row.open : row.points === Number(wanted.score))) &&
      (!wanted.aspect || row.verdicts.split(" ").includes(wanted.aspect)) &&
      (!wanted.county || row.county === wanted.county) &&
      (!wanted.status || !(wanted.status in statuses) || statuses[wanted.status](row)) &&
      (!wanted.change || changed(row, wanted.change)) &&
      (!wanted.group || row.group === wanted.group) &&
      (low === null || row.pop >= low) && (high === null || row.pop < high)
    );
  }

  function order() {
    const compare = by[state.sort] || by[""];
    const sign = ascending.has(state.sort) === state.turned ? -1 : 1;
    const sorted = [...rows].sort((a, b) => sign * compare(a, b) || a.place - b.place);
    body.append(...sorted.map((row) => row.element));
    table.classList.toggle("resorted", state.sort !== "");
    for (const head of table.tHead.querySelectorAll("[data-sort]")) {
      const current = head.dataset.sort === state.sort;
      if (current) head.setAttribute("aria-sort", sign === 1 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    }
  }

  function wish() {
    return Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
  }

  function remember(wanted) {
    const kept = new URLSearchParams(wanted);
    if (state.turned) kept.set("turned", "1");
    // In the fragment, because a page from a file may not change its query.
    history.replaceState(null, "", location.pathname + (kept.toString() && `#${kept}`));
  }

  function filter() {
    const wanted = wish();
    let shown = 0;
    for (const row of rows) {
      row.element.hidden = !matches(row, wanted);
      shown += row.element.hidden ? 0 : 1;
    }
    count.textContent = count.dataset.one.replace("#", shown);
    nothing.hidden = shown > 0;
    remember(wanted);
  }

  function recall() {
    const kept = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : location.search);
    for (const field of form.elements) {
      if (field.name) field.value = kept.get(field.name) || "";
      if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
    }
    state.sort = kept.get("sort") in by ? kept.get("sort") : "";
    state.turned = kept.has("turned");
    order();
    filter();
    if (Object.keys(wish()).some((name) => name !== "q" && name !== "sort")) unfold(true);
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
  // On a phone all but search and order are folded, unless the address asks for one of them.
  const folder = document.getElementById("fold");
  function unfold(open) {
    form.classList.toggle("unfolded", open);
    folder.setAttribute("aria-expanded", String(open));
  }
  folder.addEventListener("click", () => unfold(folder.getAttribute("aria-expanded") === "false"));
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
