// What changed between any two kept nights; the two stand in the address: #from=…&to=…
"use strict";
(() => {
  const section = document.getElementById("any");
  if (!section) return;
  const { root, home } = section.dataset;
  const [from, to] = ["from", "to"].map((id) => document.getElementById(id));
  const table = document.getElementById("between");
  const summed = document.getElementById("summed");
  const method = document.getElementById("other-method");
  const words = table.dataset.words.split("|");
  const verdicts = table.dataset.verdicts.split("|");
  const kinds = { y: ["yes", verdicts[0]], n: ["no", verdicts[1]], r: ["review", verdicts[2]], u: ["unknown", verdicts[3]] };
  const nights = new Map();
  let names = [];
  let pictured = {};

  window.vagvisaren = {
    names(rows) { names = rows; },
    night(run, rows) { nights.set(run, rows); },
    pictures(rows) { pictured = rows; },
  };

  function fetched(run) {
    if (nights.has(run)) return Promise.resolve(nights.get(run));
    return new Promise((done) => {
      const script = document.createElement("script");
      script.src = `${root}changes/${encodeURIComponent(run)}.js`;
      script.onload = () => done(nights.get(run));
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

  const points = (row) => (row ? (row[5] === row[6] ? row[5] : `${row[5]}–${row[6]}`) : table.dataset.unmeasured);

  function badge(letter) {
    const [kind, word] = kinds[letter] || ["unmeasured", table.dataset.unmeasured];
    const made = make("span", null, { class: `v ${kind} long` });
    made.append(make("b", word));
    return made;
  }

  const day = (run) => `${run.slice(0, 4)}-${run.slice(4, 6)}-${run.slice(6, 8)}`;

  // The start page before the first and after the last of the changes between the two nights.
  function pair(code) {
    const [first, last] = [from.value, to.value].sort();
    const within = (pictured[code] || []).filter(([, after]) => after > first && after <= last);
    if (!within.length) return [];
    const [start, end] = [within[0], within[within.length - 1]];
    let shown = [[start[0], start[2]], [end[1], end[3]]];
    if (from.value > to.value) shown = shown.reverse();
    const both = make("div", null, { class: "pair" });
    for (const [run, picture] of shown) {
      const figure = make("figure");
      if (picture) {
        const link = make("a", null, { class: "picture", href: root + picture });
        const alt = table.dataset.alt.replace("#", day(run));
        link.append(make("img", null, { src: root + picture, alt, width: 640, height: 360, loading: "lazy", decoding: "async" }));
        figure.append(link);
      } else figure.append(make("p", table.dataset.none, { class: "no-picture" }));
      figure.append(make("figcaption", day(run)));
      both.append(figure);
    }
    return [both];
  }

  function line(code, name, old, now) {
    const row = document.createElement("tr");
    const head = make("th", null, { scope: "row" });
    head.append(make("a", name, { href: `${home}kommun/${code}.html` }));
    const [a, b] = [old, now].map((one) => (one ? Number(one.slice(5)) : null));
    const turn = a === null || b === null || a === b ? "other" : b > a ? "better" : "worse";
    const score = make("td");
    const told = make("span", null, { class: `turn ${turn}` });
    told.append(`${points(old)} → `, make("b", points(now)), " ", make("small", a === null || b === null ? "" : table.dataset[turn]));
    score.append(told);
    const steps = make("ul", null, { class: "steps" });
    if (old && now) {
      for (let n = 0; n < 5; n += 1) {
        if (old[n] === now[n]) continue;
        const step = make("li");
        step.append(make("b", "abcde"[n], { class: "letter" }), ` ${words[n]}: `, badge(old[n]), " → ", badge(now[n]));
        steps.append(step);
      }
    }
    const what = make("td");
    what.append(steps, ...pair(code));
    row.append(head, score, what);
    return [row, turn];
  }

  let turn = 0;
  async function show() {
    const mine = ++turn;
    const [old, now] = await Promise.all([fetched(from.value), fetched(to.value)]);
    if (mine !== turn) return;
    table.tBodies[0].replaceChildren();
    table.hidden = true;
    if (!old || !now) { summed.textContent = table.dataset.failed; return; }
    const count = { better: 0, worse: 0, other: 0 };
    for (const [code, name] of names) {
      if ((old[code] || "") === (now[code] || "")) continue;
      const [row, kind] = line(code, name, old[code], now[code]);
      count[kind] += 1;
      table.tBodies[0].append(row);
    }
    method.hidden = from.selectedOptions[0].dataset.method === to.selectedOptions[0].dataset.method;
    const all = count.better + count.worse + count.other;
    table.hidden = all === 0;
    summed.textContent = all ? table.dataset.sum.replace("#1", all).replace("#2", count.better).replace("#3", count.worse) : table.dataset.same;
  }

  function remember() {
    const kept = new URLSearchParams({ from: from.value, to: to.value });
    history.replaceState(null, "", `${location.pathname}${location.search}#${kept}`);
    show();
  }

  function recall() {
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const field of [from, to]) {
      const run = kept.get(field.name);
      if (run && [...field.options].some((option) => option.value === run)) field.value = run;
    }
    show();
  }

  from.form.addEventListener("submit", (event) => event.preventDefault());
  from.form.addEventListener("change", remember);
  addEventListener("hashchange", recall);
  addEventListener("DOMContentLoaded", () => { section.hidden = false; recall(); });
})();
