// What is hidden until opened is found by really opening it. Only controls that stay on the page are ever pressed.
const CONTACT_LABEL = /^(kontakt\b|kontakta|kontakter|fr[aå]ga oss|ring oss|kundtj|kundservice|kundcenter|servicecenter|medborgar|v[aå]ra kontakt|fler kontakt)/i;
const MENU_LABEL = /meny|menu|navigation|navigering|^mer$|^fler$|hamburger/i;
const NEVER = /logga in|mina sidor|log ?in|s[oö]k|search|ladda ner|download|skicka|submit|lyssna|listen|translate|spr[aå]k|language|dela|skriv ut|print|cookie|kakor|samtycke|bes[oö]k|pausa|spela|\bplay/i;
// "Stäng" on a control that is not open is half of "Öppna/stäng meny".
const CLOSES = /st[aä]ng|close/i;
const mustNot = (element, label) => NEVER.test(label)
  || (CLOSES.test(label) && attr(element, "aria-expanded") !== "false" && !/[oö]ppna|open/i.test(label));
const SLIDE = /n[aä]sta|next|visa bild|bild \d|slide \d|^\d+$|[›>→]/i;
const BACK = /f[oö]reg[aå]ende|previous|prev\b/i;

const mayPress = (element) => {
  if (vv.banner && contains(vv.banner, element)) return false;
  if (element.localName === "input" || element.disabled || attr(element, "aria-disabled") === "true") return false;
  if (element.localName === "button" && element.type === "submit" && element.form && element.form.querySelector("input:not([type=hidden]), textarea, select")) return false;
  if (element.localName === "a") return stays(element) && !element.hasAttribute("download") && (attr(element, "href") !== "" || attr(element, "role") === "button" || element.hasAttribute("aria-expanded"));
  return /^(button|summary)$/.test(element.localName) || attr(element, "role") === "button" || element.hasAttribute("aria-expanded");
};

const controlName = (element) => tidy(textOf(element) || nameFromDom(element), 80);

// Where a control says or shows that it opens what hides a candidate.
const opens = (control, hidden) => {
  const id = attr(control, "aria-controls") || (attr(control, "data-target") || attr(control, "data-bs-target") || attr(control, "href")).replace(/^#/, "");
  const target = id && !/[\s"']/.test(id) ? (control.getRootNode().getElementById ? control.getRootNode().getElementById(id) : null) : null;
  if (target) return hidden.some((element) => contains(target, element));
  const details = control.localName === "summary" ? control.parentElement : null;
  if (details) return hidden.some((element) => contains(details, element));
  const next = control.nextElementSibling;
  return Boolean(next && hidden.some((element) => contains(next, element)))
    || Boolean(control.parentElement && /^(li|div|nav)$/.test(control.parentElement.localName) && control.parentElement.textContent.length < 20000
      && hidden.some((element) => contains(control.parentElement, element)) && control.hasAttribute("aria-expanded"));
};

// The next control worth pressing, with where to press it (null if it cannot be), the page being watched from now on; or
// null. `wanted` are ids of hidden candidates; with none of them left only a contact control is worth it. `nested`: only what
// has come into sight since the first was pressed, and opens what hides a candidate.
vv.nextControl = (wanted, tried, nested, pattern, texts) => {
  const control = controlsFor(wanted, tried).find((one) => (nested ? one.fresh && one.direct : one.contact || wanted.length > 0));
  if (!control) return "null";
  control.point = pointOf(control.id);
  if (control.point) vv.watch(pattern, texts, !nested);
  return JSON.stringify(control);
};

// Best first: [{id, label, icon_only, order, ...}].
const controlsFor = (wanted, tried) => {
  forget();
  const hidden = wanted.map(vv.element).filter(Boolean);
  const found = [];
  for (const root of vv.roots()) {
    for (const element of root.querySelectorAll("button, summary, a[href^='#'], a[href=''], a[href^='javascript:' i], [role=button], [aria-expanded]")) {
      if (found.length >= 200) break;
      if (!mayPress(element) || tried.includes(idOf(element))) continue;
      const label = controlName(element);
      const name = label || tokens(element);
      const contact = CONTACT_LABEL.test(label);
      const toggles = element.hasAttribute("aria-expanded") || element.localName === "summary" || element.hasAttribute("aria-haspopup");
      const menu = MENU_LABEL.test(name) || /hamburger|menu-?toggle|nav-?toggle|burger/.test(tokens(element));
      const direct = hidden.length > 0 && opens(element, hidden);
      const carousel = outermost(element, isCarousel, 8);
      const slide = Boolean(carousel && SLIDE.test(name) && hidden.some((one) => contains(carousel, one)));
      if (!contact && !menu && !toggles && !direct && !slide) continue;
      if ((!contact && mustNot(element, label)) || (carousel && !slide) || BACK.test(name)) continue;
      if (!shown(element) || hiddenBy(element, labelRect(element))) continue;
      const text = textOf(element);
      found.push({
        id: idOf(element), label, icon_only: !text, contact, menu: menu && !contact, expanded: element.hasAttribute("aria-expanded"), direct: direct || slide, fresh: Boolean(vv.base) && !vv.base.has(idOf(element)),
        in_menu: Boolean(closest(element, (node) => node.localName === "nav" || roleOf(node) === "navigation", 40)), selector: selectorOf(element),
        order: (contact ? 0 : menu ? 2 : toggles ? 4 : 5) - (direct || slide ? 1 : 0), open: attr(element, "aria-expanded") === "true" || Boolean(element.parentElement && element.parentElement.open),
        top: element.getBoundingClientRect().top,
      });
    }
  }
  for (const element of hidden) found.push(...hoverMenus(element, tried));
  return found.filter((control) => !control.open).sort((one, other) => one.order - other.order || one.top - other.top);
};

// A menu that opens under the pointer: the visible link of a list item that holds the hidden candidate.
const hoverMenus = (hidden, tried) => {
  const item = closest(hidden, (node) => node.localName === "li" && [...node.children].some((child) => /^(a|span|button)$/.test(child.localName)
    && !contains(child, hidden) && shown(child) && !hiddenBy(child, labelRect(child))));
  if (!item) return [];
  const element = [...item.children].find((child) => /^(a|span|button)$/.test(child.localName) && shown(child));
  if (tried.includes(idOf(element))) return [];
  return [{
    id: idOf(element), label: controlName(element), icon_only: !textOf(element), contact: false, menu: false, expanded: element.hasAttribute("aria-expanded"),
    direct: true, fresh: false, in_menu: true, hover: true, selector: selectorOf(element), order: 3, open: false, top: element.getBoundingClientRect().top,
  }];
};

// Where to press now: earlier steps may have moved it.
const pointOf = (id) => {
  const element = vv.element(id);
  if (!element || !element.isConnected) return null;
  let box = element.getBoundingClientRect();
  if (box.top < 0 || box.bottom > window.innerHeight) {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    box = element.getBoundingClientRect();
  }
  const offset = frameOffset(element);
  const [x, y] = [box.left + offset.x + box.width / 2, box.top + offset.y + box.height / 2];
  // What lies over it would be pressed in its place, and that may be a link that leads away.
  const top = stackAt(x, y)[0];
  const free = !top || contains(element, top) || contains(top, element);
  return box.width > 0 && free ? [x, y] : null;
};

// For a picture of what lies further down; tells where the screen begins then.
vv.scrollNear = (id) => {
  const element = vv.element(id);
  const box = element.getBoundingClientRect();
  window.scrollTo({ left: 0, top: Math.max(0, box.top + window.scrollY - 300), behavior: "instant" });
  return window.scrollY;
};

vv.toTop = () => { window.scrollTo({ left: 0, top: 0, behavior: "instant" }); };

// Before pressing: remember what can be seen and watch for change.
vv.texts = () => (vv.textIds || []).map((id) => vv.element(id)).filter(Boolean);
vv.watch = (pattern, textIds, first) => {
  forget();
  vv.textIds = textIds;
  const test = new RegExp(pattern, "iu");
  vv.before = new Set([...clickables(), ...vv.texts()].filter((element) => inSight(element, test)).map(idOf));
  // What can be seen before anything is opened: a control among it is never one further step into a menu.
  if (first) vv.base = vv.before;
  vv.changedAt = performance.now();
  if (vv.watcher) vv.watcher.disconnect();
  vv.watcher = new MutationObserver(() => { vv.changedAt = performance.now(); });
  vv.watcher.observe(document, { subtree: true, childList: true, attributes: true });
  vv.test = test;
  return String(vv.before.size);
};

// Exact for what may be an entry; for the thousand other links of a menu a look at their boxes must do.
const inSight = (element, test) => {
  const box = element.getBoundingClientRect();
  if (box.width <= 1 || box.height <= 1 || box.right <= 0 || box.left >= window.innerWidth || box.bottom + window.scrollY <= 0) return false;
  if (element.checkVisibility && !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  return !test.test(guises(element)) || !hiddenBy(element, labelRect(element));
};

const hiddenQuick = (element) => {
  const box = element.getBoundingClientRect();
  return box.right <= 0 || box.bottom + window.scrollY <= 0 || box.left >= window.innerWidth || Boolean(hiddenBy(element, labelRect(element)));
};

const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// After pressing: waits until the page is still (at most `cap` ms), then tells what came into sight.
vv.revealed = async (controlId, cap) => {
  const began = performance.now();
  await sleep(90);
  while (performance.now() - began < cap && (performance.now() - vv.changedAt < 120 || document.getAnimations().some((one) => one.playState === "running" && one.effect && one.effect.getComputedTiming().endTime < 2000))) await sleep(40);
  if (vv.watcher) vv.watcher.disconnect();
  forget();
  const control = vv.element(controlId);
  const fresh = clickables().filter((element) => !vv.before.has(idOf(element)) && inSight(element, vv.test));
  const entries = fresh.filter((element) => element !== control && vv.test.test(guises(element))).slice(0, 40).map((element) => describe(element));
  for (const holder of vv.texts()) if (!vv.before.has(idOf(holder)) && shownAnywhere(holder) && !hiddenQuick(holder)) entries.push(describeText(holder));
  return JSON.stringify({ entries, fresh: fresh.length, ...panelOf(control, fresh), url: document.URL.slice(0, 2000) });
};

// The panel: what the control names by aria-controls, else the smallest block that holds all that came into sight.
const panelOf = (control, fresh) => {
  if (!control) return { panel_text: "", panel_links: [] };
  const id = attr(control, "aria-controls");
  const named = id && control.getRootNode().getElementById ? control.getRootNode().getElementById(id) : null;
  let panel = named && named.getBoundingClientRect().height > 0 ? named : null;
  if (!panel && control.localName === "summary") panel = control.parentElement;
  if (!panel && fresh.length) panel = closest(parentOf(fresh[0]), (node) => node === document.body || fresh.every((element) => contains(node, element)));
  if (!panel) {
    const next = control.nextElementSibling;
    panel = next && next.getBoundingClientRect().height > 0 ? next : null;
  }
  if (!panel || panel === document.body) return { panel_text: "", panel_links: [] };
  const links = [...panel.querySelectorAll("a[href]")].filter(shownAnywhere).slice(0, 40).map((link) => [textOf(link, true, 120), hrefOf(link)]);
  return { panel_text: textOf(panel, true, 1500), panel_links: links };
};

// Closes what a control has opened, if it says that it is open.
vv.shut = (id) => {
  const element = vv.element(id);
  const open = Boolean(element) && attr(element, "aria-expanded") === "true";
  if (open) element.click();
  return open;
};

// One pass down the page and back: what fades in when scrolled to is there (ruling 42).
vv.scrollPass = async (ids) => {
  const step = window.innerHeight * 0.8;
  const height = Math.min(document.documentElement.scrollHeight, window.innerHeight * 12);
  for (let y = step; y < height; y += step) {
    window.scrollTo({ left: 0, top: y, behavior: "instant" });
    await sleep(35);
  }
  await sleep(200);
  forget();
  const found = [];
  window.scrollTo({ left: 0, top: 0, behavior: "instant" });
  await sleep(50);
  for (const id of ids) {
    const element = vv.element(id);
    if (element && !hiddenBy(element, labelRect(element))) found.push({ id, placement: placement(element, { fade_in: true }) });
  }
  return JSON.stringify(found);
};

// Whether what was opened is still open.
vv.stillShown = (ids) => { vv.toTop(); forget(); return ids.some((id) => vv.element(id) && !hiddenQuick(vv.element(id))); };

// For pixels: where the label is and its own colour, and a switch for its ink.
vv.ink = (id, fill) => {
  const element = vv.element(id);
  if (!element) return "";
  for (const node of [element, ...element.querySelectorAll("*")]) {
    if (fill) node.style.setProperty("-webkit-text-fill-color", fill, "important");
    else node.style.removeProperty("-webkit-text-fill-color");
  }
  const rect = labelRect(element);
  return rect ? JSON.stringify({ x: rect.left, y: rect.top, width: rect.right - rect.left, height: rect.bottom - rect.top, color: colourOf(styleOf(mainHolder(element)).color) }) : "";
};
