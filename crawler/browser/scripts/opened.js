// What came into sight when something was opened, and leaving the page as it was.
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
vv.watch = (pattern, textIds, first, controlId) => {
  forget();
  vv.textIds = textIds;
  const test = new RegExp(pattern, "iu");
  vv.before = new Set([...clickables(), ...vv.texts()].filter((element) => inSight(element, test)).map(idOf));
  // What can be seen before anything is opened: a control among it is never one further step into a menu.
  if (first) vv.base = vv.before;
  vv.control = vv.element(controlId);
  vv.nextBefore = signOf(vv.control.nextElementSibling);
  vv.busyBefore = vv.inFlight();
  vv.changedAt = performance.now();
  vv.changed = new Set();
  if (vv.watcher) vv.watcher.disconnect();
  vv.watcher = new MutationObserver((records) => {
    vv.changedAt = performance.now();
    for (const { target } of records) if (vv.changed.size < 200 && target.nodeType === 1) vv.changed.add(target);
  });
  for (const root of vv.roots()) vv.watcher.observe(root, { subtree: true, childList: true, attributes: true });
  vv.test = test;
  return String(vv.before.size);
};

const signOf = (node) => (node ? `${Math.round(node.getBoundingClientRect().height)} ${node.textContent.length}` : "");

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

const sleep = (ms) => new Promise((resolve) => { later(resolve, ms); });

const fading = () => document.getAnimations().some((one) => one.playState === "running" && one.effect && one.effect.getComputedTiming().endTime < 2000);

const FETCHING_MS = 1000;
const LATE_MS = 900;

// Still moving, or still fetching what it is to show.
const settled = (cap) => new Promise((resolve) => {
  const began = performance.now();
  let last = vv.changedAt;
  const look = () => {
    const now = performance.now();
    const fetching = vv.inFlight() > vv.busyBefore;
    last = fetching ? now : Math.max(last, vv.changedAt);
    const moving = fading();
    if ((now - last >= 120 && !moving) || now - began > cap + (fetching ? FETCHING_MS : now - last < 120 ? 300 : 0)) resolve();
    else later(look, 40);
  };
  later(look, 90);
});

// After pressing: waits until the page is still (at most `cap` ms, more while it fetches), then tells what came into sight.
vv.revealed = async (controlId, cap) => {
  await settled(cap);
  const control = vv.element(controlId);
  let fresh = inSightNow();
  if (fresh.length === 0 && control && attr(control, "aria-expanded") === "true" && !panelOf(control, fresh)) {
    await changeAfter(performance.now());
    await settled(cap);
    fresh = inSightNow();
  }
  if (vv.watcher) vv.watcher.disconnect();
  const entries = fresh.filter((element) => element !== control && vv.test.test(guises(element))).slice(0, 40).map((element) => describe(element));
  for (const holder of vv.texts()) if (!vv.before.has(idOf(holder)) && shownAnywhere(holder) && !hiddenQuick(holder)) entries.push(describeText(holder));
  const panel = control ? panelOf(control, fresh) : null;
  const named = control && sectionOf(control);
  vv.opened.set(controlId, [...fresh.slice(0, 12), ...(panel && panel !== named ? [panel] : [])]);
  return JSON.stringify({ entries, fresh: fresh.length, ...contentOf(panel), url: document.URL.slice(0, 2000) });
};
vv.opened = new Map();

const inSightNow = () => {
  forget();
  return clickables().filter((element) => !vv.before.has(idOf(element)) && inSight(element, vv.test));
};

// A control that says it is open while nothing has come: what it shows is on its way.
const changeAfter = async (began) => {
  while (vv.changedAt < began && performance.now() - began < LATE_MS) await sleep(40);
};

// What a link within the page leads to: it was there all the time.
const sectionOf = (control) => {
  const id = control.localName === "a" ? attr(control, "href").replace(/^[^#]*#/, "") : "";
  const root = control.getRootNode();
  return id && root.getElementById ? root.getElementById(id) || root.querySelector(`a[name="${CSS.escape(id)}"]`) : null;
};

// The panel: what the control names, else the smallest block that holds all that came into sight, else what has changed.
const panelOf = (control, fresh) => {
  const id = attr(control, "aria-controls") || attr(control, "popovertarget");
  const named = id && control.getRootNode().getElementById ? control.getRootNode().getElementById(id) : sectionOf(control);
  if (named && named.getBoundingClientRect().height > 0) return named;
  if (control.localName === "summary") return control.parentElement;
  if (fresh.length) {
    const block = closest(parentOf(fresh[0]), (node) => node === document.body || fresh.every((element) => contains(node, element)));
    return block === document.body ? null : block;
  }
  const next = control.nextElementSibling;
  if (next && signOf(next) !== vv.nextBefore && next.getBoundingClientRect().height > 0) return next;
  const changed = [...vv.changed].filter((node) => node.isConnected && !contains(node, control) && !contains(control, node) && shownAnywhere(node) && !hiddenQuick(node));
  return changed.map((node) => ({ node, length: textOf(node, true, 1500).length })).filter(({ length }) => length >= 10)
    .sort((one, other) => other.length - one.length).map(({ node }) => node)[0] || null;
};

const contentOf = (panel) => {
  if (!panel || panel === document.body) return { panel_text: "", panel_links: [] };
  const links = [...panel.querySelectorAll("a[href]")].filter(shownAnywhere).slice(0, 40).map((link) => [textOf(link, true, 120), hrefOf(link)]);
  return { panel_text: textOf(panel, true, 1500), panel_links: links };
};

const stillOpen = (element) => element.isConnected && shownAnywhere(element) && !hiddenQuick(element);

// Closes what a control has opened by the control itself; false when that is for the Escape key.
vv.shut = (id) => {
  forget();
  const control = vv.element(id);
  const left = (vv.opened.get(id) || []).filter(stillOpen);
  if (!control) return left.length === 0;
  const details = control.localName === "summary" ? control.parentElement : null;
  if (details) details.open = false;
  else if (attr(control, "aria-expanded") === "true") control.click();
  else if (left.some((element) => closest(element, (node) => node.matches && node.matches("dialog, [role=dialog], [aria-modal], [popover]"), 30))) return false;
  else if (left.length) control.click();
  return true;
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
  // Measured when it has faded in, not on its way.
  for (let turn = 0; turn < 30 && fading(); turn += 1) await sleep(50);
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

// Whether something that was opened stays open; what is closing is given time.
vv.stillShown = async () => {
  vv.toTop();
  const opened = [...vv.opened.values()].flat();
  for (let turn = 0; turn < 12; turn += 1) {
    forget();
    if (!opened.some(stillOpen)) return false;
    await sleep(50);
  }
  return true;
};

// For pixels: where the label is and its own colour, and a switch for its ink. A colour that changes slowly would be caught
// half-way.
const inked = new Map();
vv.ink = (id, fill) => {
  const element = vv.element(id);
  if (!element) return "";
  forget();
  if (fill) {
    for (const node of new Set([element, ...textNodes(element).map(({ holder }) => holder)])) {
      if (!inked.has(node)) inked.set(node, node.getAttribute("style"));
      node.style.setProperty("transition", "none", "important");
      node.style.setProperty("-webkit-text-fill-color", fill, "important");
    }
  } else {
    for (const [node, style] of inked) {
      if (style === null) node.removeAttribute("style");
      else node.setAttribute("style", style);
    }
    inked.clear();
  }
  const rect = labelRect(element);
  if (!rect) return "";
  const offset = frameOffset(element);
  const style = styleOf(mainHolder(element));
  const [red, green, blue, alpha] = colourOf(fill ? style.color : style.webkitTextFillColor || style.color);
  return JSON.stringify({
    x: rect.left + offset.x, y: rect.top + offset.y, width: rect.right - rect.left, height: rect.bottom - rect.top, color: [red, green, blue, alpha * opaque(element)],
  });
};
