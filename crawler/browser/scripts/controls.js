// What is hidden until opened is found by really opening it. Only controls that stay on the page are ever pressed.
const CONTACT_LABEL = /^(kontakt\b|kontakta|kontakter|fr[aå]ga oss|ring oss|kundtj|kundservice|kundcenter|servicecenter|medborgar|v[aå]ra kontakt|fler kontakt)/i;
const FUNCTION_LABEL = /^.{0,30}\b(kontaktcent(er|rum)|kundcent(er|rum)|servicecent(er|rum)|medborgarcent(er|rum)|kundtj[aä]nst|kundservice|medborgarservice|medborgarkontor(et)?)\b.{0,20}$/i;
const MENU_LABEL = /meny|menu|navigation|navigering|^mer$|^fler$|hamburger/i;
const NEVER = /logga in|mina sidor|log ?in|(?<!be|f[oö]r|under)s[oö]k|search|ladda ner|download|skicka|submit|lyssna|listen|translate|spr[aå]k|language|dela|skriv ut|print|cookie|kakor|samtycke|^bes[oö]k|boka|pausa|spela|\bplay/i;
// "Stäng" on a control that is not open is half of "Öppna/stäng meny".
const CLOSES = /st[aä]ng|close/i;
// "Meny och sök" opens the menu too.
const SEARCH = /\bs[oö]k\w*|\bsearch\w*/gi;
const mustNot = (element, label) => NEVER.test(MENU_LABEL.test(label) ? label.replace(SEARCH, "") : label)
  || (CLOSES.test(label) && attr(element, "aria-expanded") !== "false" && !/[oö]ppna|open/i.test(label));
const SLIDE = /n[aä]sta|next|visa bild|bild \d|slide \d|^\d+$|[›>→]/i;

// A picture or box that a script makes a switch: the plus of a tree menu.
const isSwitch = (element) => element.matches(SCRIPTED) && !element.matches(PRESSED) && !byScript(element) && textLength(element) < 120;

const mayPress = (element) => {
  if (vv.banner && contains(vv.banner, element)) return false;
  if (isSwitch(element)) return !element.querySelector(PRESSED);
  if (element.localName === "input" || element.disabled || attr(element, "aria-disabled") === "true") return false;
  if (element.localName === "button" && element.type === "submit" && element.form && element.form.querySelector("input:not([type=hidden]), textarea, select")) return false;
  if (element.localName === "a") return stays(element) && !element.hasAttribute("download") && (attr(element, "href") !== "" || attr(element, "role") === "button" || element.hasAttribute("aria-expanded"));
  return /^(button|summary)$/.test(element.localName) || attr(element, "role") === "button" || element.hasAttribute("aria-expanded");
};

const controlName = (element) => tidy(textOf(element) || nameFromDom(element) || attr(element, "alt"), 80);

// Whether a control says or shows that it opens what hides a candidate; null when it says nothing.
const opens = (control, hidden, ids) => {
  const details = control.localName === "summary" ? control.parentElement : null;
  if (details) return hidden.some((element) => contains(details, element));
  for (const { name, value } of control.attributes) {
    if (/^(aria-controls|aria-owns|data-[\w-]+|popovertarget|commandfor|href)$/.test(name) && value.length < 200
      && value.split(/\s+/).some((word) => ids.has(word.replace(/^.*#/, "")))) return true;
  }
  const id = attr(control, "aria-controls");
  const root = control.getRootNode();
  if (id && root.getElementById && root.getElementById(id)) return false;
  const holds = (node) => Boolean(node) && hidden.some((element) => contains(node, element));
  if (holds(control.nextElementSibling)) return true;
  // The branch of a tree follows its switch and its link.
  if (isSwitch(control)) {
    for (let next = control.nextElementSibling, limit = 4; next && limit > 0; next = next.nextElementSibling, limit -= 1) if (holds(next)) return true;
  }
  // An accordion's heading: the panel follows the heading, not its button.
  const row = control.parentElement;
  if (row && /^(h[1-6]|dt|div|p|li)$/.test(row.localName) && row.children.length === 1 && holds(row.nextElementSibling)) return true;
  return row && /^(li|div|nav)$/.test(row.localName) && row.textContent.length < 20000 && control.hasAttribute("aria-expanded") && holds(row) ? true : null;
};

const idsAround = (hidden) => {
  const ids = new Set();
  for (const element of hidden) for (let node = element, limit = 40; node && limit > 0; node = parentOf(node), limit -= 1) if (node.id) ids.add(node.id);
  return ids;
};

// The next control worth pressing, with where to press it (null if it cannot be), the page being watched from now on; or
// null. `wanted` are ids of hidden candidates; with none of them left only a contact control is worth it, or, where the page
// shows no way in at all (`blind`), a menu, whose content may be fetched when it opens. `nested`: only what has come into sight
// since the first was pressed, and opens what hides a candidate.
vv.nextControl = (wanted, tried, nested, pattern, texts, blind) => {
  const worth = (one) => one.contact || wanted.length > 0 || (blind && one.menu);
  const control = controlsFor(wanted, tried).find((one) => (nested ? one.fresh && one.direct : worth(one)));
  if (!control) return "null";
  control.point = pointOf(control.id);
  if (control.point) vv.watch(pattern, texts, !nested, control.id);
  return JSON.stringify(control);
};

// Best first: [{id, label, icon_only, order, ...}].
const controlsFor = (wanted, tried) => {
  forget();
  const hidden = wanted.map(vv.element).filter(Boolean);
  const ids = idsAround(hidden);
  const found = [];
  for (const root of vv.roots()) {
    for (const element of root.querySelectorAll(`button, summary, a[href*='#'], a[href=''], a[href^='javascript:' i], [role=button], [aria-expanded], ${SCRIPTED}`)) {
      if (found.length >= 200) break;
      if (!mayPress(element) || tried.includes(idOf(element))) continue;
      const label = controlName(element);
      const name = label || tokens(element);
      const contact = CONTACT_LABEL.test(label) || FUNCTION_LABEL.test(label);
      const toggles = element.hasAttribute("aria-expanded") || element.localName === "summary" || element.hasAttribute("aria-haspopup");
      const menu = MENU_LABEL.test(name) || /hamburger|menu-?toggle|nav-?toggle|burger/.test(tokens(element));
      const opening = hidden.length > 0 ? opens(element, hidden, ids) : null;
      const direct = opening === true;
      const carousel = outermost(element, isCarousel, 8);
      const slide = Boolean(carousel && SLIDE.test(name) && hidden.some((one) => contains(carousel, one)));
      if (!contact && !menu && !direct && !slide && (!toggles || opening === false)) continue;
      if ((!contact && mustNot(element, label)) || (carousel && !slide) || BACK.test(name)) continue;
      if (!shown(element) || hiddenBy(element, labelRect(element))) continue;
      const text = textOf(element);
      found.push({
        id: idOf(element), label, icon_only: !text, contact, menu: menu && !contact, expanded: element.hasAttribute("aria-expanded"), direct: direct || slide, fresh: Boolean(vv.base) && !vv.base.has(idOf(element)),
        in_menu: Boolean(closest(element, (node) => node.localName === "nav" || roleOf(node) === "navigation", 40)), selector: selectorOf(element),
        order: orderOf(contact, menu, direct || slide), open: attr(element, "aria-expanded") === "true" || Boolean(element.parentElement && element.parentElement.open),
        top: element.getBoundingClientRect().top,
      });
    }
  }
  for (const element of hidden) found.push(...hoverMenus(element, tried), ...slideControls(element, tried));
  return found.filter((control) => !control.open).sort((one, other) => one.order - other.order || one.top - other.top);
};

const orderOf = (contact, menu, direct) => (contact || menu ? (contact ? 0 : 2) - (direct ? 1 : 0) : direct ? 3 : 4);

const slideControls = (hidden, tried) => turnsTo(hidden).filter(({ element, presses }) => presses <= 3 && !tried.includes(idOf(element)) && !hiddenBy(element, labelRect(element)))
  .map(({ element, presses }) => ({
    // A dot is a neutral control, and no menu button that should have had a text.
    id: idOf(element), label: controlName(element), icon_only: false, contact: false, menu: false, expanded: element.hasAttribute("aria-expanded"), presses,
    direct: true, fresh: false, in_menu: false, selector: selectorOf(element), order: 2.5 + presses / 10, open: false, top: element.getBoundingClientRect().top,
  }));

// A menu that opens under the pointer: the visible link beside the hidden candidate's branch.
const hoverMenus = (hidden, tried) => {
  let element = null;
  closest(hidden, (node) => {
    // A component's own markup stands in its shadow root.
    const { children } = node.shadowRoot || node;
    if (!(/^(li|div|td|span|p|nav)$/.test(node.localName) || node.shadowRoot) || children.length > 6) return false;
    for (const child of children) {
      if (contains(child, hidden) || !shown(child)) continue;
      const trigger = /^(a|span|button)$/.test(child.localName) ? child : child.querySelectorAll("a, button").length === 1 && child.querySelector("a, button");
      if (trigger && shown(trigger) && !hiddenBy(trigger, labelRect(trigger)) && textOf(trigger)) element = element || trigger;
    }
    return Boolean(element);
  }, 14);
  if (!element || tried.includes(idOf(element))) return [];
  return [{
    id: idOf(element), label: controlName(element), icon_only: !textOf(element), contact: false, menu: false, expanded: element.hasAttribute("aria-expanded"),
    // One inside what has come into sight is a second level of the menu.
    direct: true, fresh: Boolean(vv.base) && !vv.base.has(idOf(element)), in_menu: true, hover: true, selector: selectorOf(element), order: 3.5, open: false, top: element.getBoundingClientRect().top,
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
