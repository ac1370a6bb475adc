/* The review app's keys and switches. Everything works without them; they make it fast. */
"use strict";

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const KEYS = "vagvisaren-keys";

const reveal = () => all("[data-view][hidden], .reason[hidden], .number[hidden], #keys-open[hidden]").forEach(
  (element) => { element.hidden = false; });

/* Pictures */
const show = (kind) => {
  if (!one(`figure[data-view="${kind}"]`)) return;
  all("figure[data-view]").forEach((figure) => figure.classList.toggle("off", figure.dataset.view !== kind));
  all(".tabs [data-view]").forEach((tab) => tab.setAttribute("aria-pressed", String(tab.dataset.view === kind)));
};
const zoom = () => one("figure[data-view]:not(.off)")?.closest(".look").classList.toggle("wide");

/* Candidates: one alone, or all */
let alone = 0;
const focusOn = (number) => {
  alone = number;
  all("svg [data-candidate]").forEach((mark) =>
    mark.classList.toggle("off", number > 0 && Number(mark.dataset.candidate) !== number));
  all(".candidates li").forEach((row) => row.classList.toggle("on", Number(row.dataset.candidate) === number));
  all("button.number").forEach((button) =>
    button.setAttribute("aria-pressed", String(Number(button.dataset.candidate) === number)));
};
const nextCandidate = () => {
  const count = all(".candidates li").length;
  if (count) focusOn((alone + 1) % (count + 1));
};

/* The decision */
const choose = (value) => {
  const radio = one(`#decide input[name="verdict"][value="${value}"]`);
  if (radio) { radio.checked = true; radio.dispatchEvent(new Event("change", { bubbles: true })); }
};
const take = (button) => {
  choose(button.dataset.verdict);
  const why = one("#why");
  why.value = button.dataset.text;
  all(".reason").forEach((other) => other.classList.toggle("taken", other === button));
};
const save = () => { const form = one("#decide"); if (form) form.requestSubmit(one('[value="save"]', form)); };
const follow = (selector) => { const link = one(selector); if (link) link.click(); };

/* Rows of a list, by arrow keys */
const row = (step) => {
  const links = all(".line tbody th a");
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  links[Math.min(Math.max(at + step, 0), links.length - 1)].focus();
};

const typing = (target) => target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
let prefix = "";
const PLACES = { q: "/queue", r: "/rounds", o: "/objections", p: "/phone", t: "/training" };
const ACTIONS = {
  y: () => choose("yes"), j: () => choose("yes"), n: () => choose("no"),
  t: () => choose("open"),
  r: () => one("#why")?.focus(),
  l: () => follow("#later"), u: () => follow("#undo-last, #undo"), s: () => { follow("#start"); choose("split"); },
  d: () => show("desktop"), m: () => show("mobile"), b: () => show("before_consent"),
  c: nextCandidate, z: zoom, x: () => follow("#blind"),
  "/": () => one("#why, .filters select")?.focus(),
  ArrowLeft: () => follow("#prev"), ArrowRight: () => follow("#next"),
  ArrowDown: () => row(1), ArrowUp: () => row(-1),
  "?": () => { const list = one("#keys"); if (list?.open) list.close(); else list?.showModal(); },
};
const LIST_KEYS = ["ArrowDown", "ArrowUp"];

const keysOn = () => localStorage.getItem(KEYS) !== "off";

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.metaKey || event.isComposing) return;
  const target = event.target;
  if (event.key === "Enter" && event.ctrlKey && one("#decide")) { event.preventDefault(); save(); return; }
  if (event.key === "Escape" && typing(target)) { target.blur(); return; }
  if (event.ctrlKey || typing(target) || !keysOn()) return;
  if (one("#keys")?.open && event.key !== "?") return;
  if (event.key === "Enter") {
    if (one("#decide") && (target === document.body || target.id === "main" || target.matches("input[type=radio], .reason"))) {
      event.preventDefault();
      save();
    }
    return;
  }
  if (prefix === "g" && PLACES[event.key]) { prefix = ""; location.assign(PLACES[event.key]); return; }
  prefix = event.key === "g" ? "g" : "";
  if (/^[1-9]$/.test(event.key)) {
    const button = all(".reason")[Number(event.key) - 1];
    if (button) { event.preventDefault(); take(button); }
    return;
  }
  if (LIST_KEYS.includes(event.key) && (!one(".line") || target.matches("input"))) return;
  if (event.key.startsWith("Arrow") && target.matches("input[type=radio]")) return;
  const action = ACTIONS[event.key];
  if (action) { event.preventDefault(); action(); }
});

document.addEventListener("click", (event) => {
  const tab = event.target.closest(".tabs [data-view]");
  if (tab) show(tab.dataset.view);
  const number = event.target.closest("button.number");
  if (number) focusOn(alone === Number(number.dataset.candidate) ? 0 : Number(number.dataset.candidate));
  const reason = event.target.closest(".reason");
  if (reason) take(reason);
  if (event.target.closest("#keys-open")) ACTIONS["?"]();
});

reveal();
const first = one(".tabs [data-view]");
if (first) show(first.dataset.view);
const on = one("#keys-on");
if (on) {
  on.checked = keysOn();
  on.addEventListener("change", () => localStorage.setItem(KEYS, on.checked ? "on" : "off"));
}
/* A form is sent once: a second click while the answer is on its way would only meet its own decision. */
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = event.target.method === "dialog" ? "" : "1";
});
window.addEventListener("pageshow", () => all("form").forEach((form) => delete form.dataset.sent));
