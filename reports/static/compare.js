// Up to four municipalities side by side. The choice lives in the address: #m=0114,0180.
"use strict";
(() => {
  const form = document.getElementById("choice");
  const side = document.getElementById("side");
  const said = document.getElementById("said");
  const list = document.getElementById("names");
  if (!form || !side) return;
  const most = 4;
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  const byName = new Map();
  const nameOf = new Map();
  const loaded = new Map();

  window.vagvisaren = {
    names(rows) {
      const often = new Map();
      for (const [, name] of rows) often.set(name, (often.get(name) || 0) + 1);
      for (const [code, name] of rows) {
        const shown = often.get(name) > 1 ? `${name} (${code})` : name;
        nameOf.set(code, shown);
        byName.set(fold(shown), code);
        byName.set(code, code);
        list.append(new Option(shown));
      }
    },
    municipality(one) { loaded.set(one.code, one); },
  };

  function fetched(code) {
    if (loaded.has(code)) return Promise.resolve(loaded.get(code));
    return new Promise((done) => {
      const script = document.createElement("script");
      script.src = `kommun/${code}.js`;
      script.onload = () => done(loaded.get(code));
      script.onerror = () => done(null);
      document.head.append(script);
    });
  }

  function make(tag, text, attributes = {}) {
    const element = document.createElement(tag);
    if (text !== undefined && text !== null) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function picture(one) {
    const cell = make("td");
    if (!one.picture) { cell.append("–"); return cell; }
    const [src, width, height] = one.picture;
    const link = make("a", null, { class: "picture", href: `${side.dataset.home}kommun/${one.code}.html` });
    link.append(make("img", null, { src: side.dataset.root + src, width, height, alt: side.dataset.alt.replace("#", one.name), loading: "lazy" }));
    if (one.area && one.frame.length) {
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("viewBox", one.area.join(" "));
      svg.setAttribute("preserveAspectRatio", "none");
      svg.setAttribute("aria-hidden", "true");
      const line = Math.max(one.area[2] / 160, 3);
      for (const [x, y, w, h] of one.frame) {
        for (const [kind, stroke] of [["halo", line * 2.4], ["frame", line]]) {
          const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
          const box = { class: kind, x: x - 2 * line, y: y - 2 * line, width: w + 4 * line, height: h + 4 * line, rx: 2 * line, "stroke-width": stroke };
          for (const [name, value] of Object.entries(box)) rect.setAttribute(name, value);
          svg.append(rect);
        }
      }
      link.append(svg);
    }
    cell.append(link);
    return cell;
  }

  function verdict(one, index) {
    const [kind, word, summary] = one.aspects[index];
    const cell = make("td");
    const badge = make("span", null, { class: `v ${kind} long` });
    badge.append(make("b", word));
    const why = make("p", summary);
    cell.append(badge, why);
    return cell;
  }

  function show(chosen) {
    const labels = side.dataset;
    const table = make("table", null, { class: "compared" });
    const head = table.createTHead().insertRow();
    head.append(make("td"));
    for (const one of chosen) {
      const cell = make("th", null, { scope: "col" });
      cell.append(make("a", one.name, { href: `${labels.home}kommun/${one.code}.html` }));
      head.append(cell);
    }
    const body = table.createTBody();
    const add = (title, cells) => {
      const row = body.insertRow();
      row.append(make("th", title, { scope: "row" }), ...cells);
    };
    const plain = (title, value) => add(title, chosen.map((one) => make("td", value(one), { "data-l": one.name })));
    add(labels.picture, chosen.map(picture));
    add(labels.points, chosen.map((one) => {
      const cell = make("td", null, { "data-l": one.name });
      cell.append(make("b", one.points, { class: "figure" }), ` ${labels.of}`);
      return cell;
    }));
    labels.aspects.split("|").forEach((title, index) => add(title, chosen.map((one) => {
      const cell = verdict(one, index);
      cell.dataset.l = one.name;
      return cell;
    })));
    plain(labels.shows, (one) => one.shows.map((n) => (n === null ? "–" : n)).join(" / "));
    plain(labels.function, (one) => one.function || labels.none);
    plain(labels.entry, (one) => (one.entry ? `${one.entry}: ${one.where}` : labels.none));
    plain(labels.broad, (one) => one.broad);
    plain(labels.county, (one) => one.county);
    plain(labels.population, (one) => one.population);
    plain(labels.measured, (one) => one.measured);
    side.replaceChildren(table);
    side.hidden = chosen.length === 0;
  }

  let turn = 0;
  async function take(codes) {
    const mine = ++turn;
    const found = await Promise.all(codes.map(fetched));
    if (mine !== turn) return;
    const failed = codes.filter((_, index) => !found[index]);
    said.textContent = failed.map((code) => said.dataset.failed.replace("#", nameOf.get(code) || code)).join(" ");
    show(found.filter(Boolean));
    for (const link of document.querySelectorAll(".switch a")) link.hash = location.hash;
  }

  function fields() { return [...form.elements].filter((field) => field.tagName === "INPUT"); }

  function recall() {
    const wanted = new URLSearchParams(location.hash.slice(1)).get("m") || "";
    const codes = [...new Set(wanted.split(",").filter((code) => nameOf.has(code)))].slice(0, most);
    fields().forEach((field, index) => { field.value = codes[index] ? nameOf.get(codes[index]) : ""; });
    take(codes);
  }

  function chosen() {
    const unknown = [];
    const codes = [];
    for (const field of fields()) {
      if (!field.value.trim()) continue;
      const code = byName.get(fold(field.value));
      if (!code) unknown.push(field.value);
      else if (!codes.includes(code)) codes.push(code);
    }
    history.replaceState(null, "", location.pathname + location.search + (codes.length ? `#m=${codes.join(",")}` : ""));
    take(codes).then(() => {
      if (unknown.length) said.textContent = said.dataset.unknown.replace("#", unknown[0]);
    });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", chosen);
  form.addEventListener("reset", () => setTimeout(chosen));
  addEventListener("hashchange", recall);
  addEventListener("DOMContentLoaded", () => { form.hidden = false; recall(); });
})();
