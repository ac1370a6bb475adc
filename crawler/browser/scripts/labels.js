// What can be pressed, what it says in every guise, and where it leads.
const PRESSED = "a[href], area[href], button, summary, input[type=button], input[type=submit], input[type=image], [role=button], [role=link], [role=menuitem], [role=tab], a[onclick], [tabindex][onclick]";
// Old pages make a cell or box lead on by a script.
const SCRIPTED = "td[onclick], div[onclick], span[onclick], li[onclick], p[onclick], img[onclick]";

// Ids stay with their elements from the first measurement to the last, so that both viewports speak of the same entry.
vv.ids = vv.ids || new WeakMap();
vv.elements = vv.elements || [];
vv.element = (id) => vv.elements[id - vv.firstId];
const idOf = (element) => {
  let id = vv.ids.get(element);
  if (id === undefined) {
    // A page that had to be loaded again goes on counting: an id never means two elements of one visit.
    id = vv.elements.length + vv.firstId;
    vv.ids.set(element, id);
    vv.elements.push(element);
  }
  return id;
};

const hrefOf = (element) => {
  const raw = attr(element, "href") || attr(element, "xlink:href") || byForm(element) || byScript(element);
  if (!raw) return "";
  try { return new URL(raw, element.baseURI).href.slice(0, 2000); } catch { return ""; }
};

// The button of a form that asks nothing leads to where the form goes.
const byForm = (element) => {
  if (!/^(button|input)$/.test(element.localName) || !/^(submit|image)$/.test(element.type)) return "";
  const { form } = element;
  const asks = form && form.querySelector("input:not([type=hidden]):not([type=submit]):not([type=image]):not([type=button]), textarea, select");
  if (!form || asks || !/^(get)?$/i.test(attr(form, "method"))) return attr(element, "formaction");
  return attr(element, "formaction") || attr(form, "action");
};

const byScript = (element) => {
  const goes = /(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*['"]([^'"]{1,500})['"]/.exec(attr(element, "onclick"));
  return goes ? goes[1] : "";
};

// A label may be handed in through a slot: then it stands outside the element.
const isPush = (element) => element.localName === "input" && /^(button|submit|reset)$/.test(element.type);

const rawLabel = (element) => (isPush(element) ? tidy(element.value) : element.querySelector("slot") ? textOf(element, false, 300) : tidy(element.textContent || "", 300));

// What the pre-filter looks at: the label in every guise, and the target for telephone and mail.
const guises = (element) => {
  // Both viewports and every opened menu ask again; a label that has changed since is found by its length.
  const known = said.get(element);
  const length = (element.textContent || "").length;
  if (known && known.length === length) return known.text;
  const text = allGuises(element);
  said.set(element, { length, text });
  return text;
};
const said = new WeakMap();

const allGuises = (element) => {
  let text = `${rawLabel(element)} ${attr(element, "aria-label")} ${attr(element, "title")} ${attr(element, "value")} ${attr(element, "alt")}`;
  if (attr(element, "aria-labelledby")) text += ` ${nameFromDom(element)}`;
  const href = attr(element, "href");
  if (/^(tel|mailto|sms):/i.test(href)) text += ` ${href}`;
  for (const image of element.querySelectorAll ? element.querySelectorAll("img[alt], svg title, [aria-label]") : []) {
    text += ` ${attr(image, "alt")} ${attr(image, "aria-label")} ${image.localName === "title" ? image.textContent : ""}`;
  }
  // An icon without any name: what it leads to may be called something.
  if (!text.trim() && /^(a|area)$/.test(element.localName)) text = slugOf(hrefOf(element));
  return text.normalize("NFKC").replace(/[\u00AD\u200B-\u200D\u2060]/g, "").replace(/\s+/g, " ");
};

// The last part of an address, as words.
const slugOf = (href) => {
  const last = href.split(/[?#]/)[0].replace(/\/+$/, "").replace(/^.*\//, "").replace(/\.\w{2,5}$/, "");
  try { return decodeURIComponent(last).replace(/[-_+]/g, " "); } catch { return last; }
};

const clickables = () => vv.roots().flatMap((root) => [
  ...root.querySelectorAll(PRESSED),
  ...[...root.querySelectorAll(SCRIPTED)].filter((element) => textLength(element) < 120 && !element.matches(PRESSED) && !element.querySelector(PRESSED)),
]);

vv.quickCandidates = (pattern) => {
  const test = new RegExp(pattern, "iu");
  const found = [];
  for (const element of clickables()) {
    if (found.length >= 200) break;
    if (!test.test(guises(element))) continue;
    const rect = labelRect(element);
    if (rect) found.push({ element, rect });
  }
  return found;
};

const kindOf = (element, href) => {
  if (/^(tel|sms):/i.test(href)) return "tel";
  if (/^mailto:/i.test(href)) return "mailto";
  if (element.localName === "area") return "image_map";
  if (element.localName === "a" && href && !/^javascript:/i.test(href)) return "link";
  return "button";
};
