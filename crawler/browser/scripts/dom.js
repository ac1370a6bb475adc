// A page that may run no script at all (a Content-Security-Policy of `sandbox`) holds up our timers too; tasks it does not.
const later = (run, ms) => { scheduler.postTask(run, { delay: ms }); };

// Walking the page as a visitor sees it: open shadow roots and same-origin frames are part of it.
const MAX_ROOTS = 400;

// Kept while one measurement lasts: nothing changes under it.
let knownRoots = null;
vv.roots = () => {
  if (knownRoots) return knownRoots;
  const found = [];
  const visit = (root) => {
    if (found.length >= MAX_ROOTS) return;
    found.push(root);
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) visit(element.shadowRoot);
      else if (element.localName === "iframe" || element.localName === "frame") {
        let inner = null;
        try { inner = element.contentDocument; } catch { inner = null; }
        if (inner && inner.body) visit(inner);
      }
    }
  };
  visit(document);
  return found;
};

// The parent in the flat tree: out of a shadow root to its host, out of a slot to the slot, out of a frame to its element.
const parentOf = (element) => {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  if (root instanceof ShadowRoot) return root.host;
  const view = root.defaultView;
  return view && view !== window ? view.frameElement : null;
};

const closest = (element, test, limit = 60) => {
  for (let node = element; node && limit > 0; node = parentOf(node), limit -= 1) if (test(node)) return node;
  return null;
};

const outermost = (element, test, limit) => {
  let found = null;
  for (let node = element; node && limit > 0; node = parentOf(node), limit -= 1) if (test(node)) found = node;
  return found;
};

const contains = (outer, inner) => Boolean(closest(inner, (node) => node === outer, 200));

// Where a frame's own coordinates begin in the top page.
const frameOffset = (element) => {
  let x = 0;
  let y = 0;
  let view = element.ownerDocument.defaultView;
  while (view && view !== window) {
    const frame = view.frameElement;
    if (!frame) break;
    const box = frame.getBoundingClientRect();
    x += box.left + frame.clientLeft;
    y += box.top + frame.clientTop;
    view = frame.ownerDocument.defaultView;
  }
  return { x, y };
};

// Of all the text in a node. On a page of megabytes it is asked again and again for the same ancestors.
const lengths = new Map();
const textLength = (node) => {
  let length = lengths.get(node);
  if (length === undefined) {
    length = node.textContent.length;
    lengths.set(node, length);
  }
  return length;
};

const attr = (element, name) => (element.getAttribute && element.getAttribute(name)) || "";

const tidy = (text, limit = 300) => text.slice(0, limit * 4).normalize("NFKC")
  .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, "")
  .replace(/[\s\u0000-\u001F\u007F]+/g, " ").trim().slice(0, limit);

// Text for screen readers only: kept out of visible labels.
const screenReaderOnly = (style, element) => {
  if (style.position !== "absolute" && style.position !== "fixed") return false;
  if (/rect\((0|1px)/.test(style.clip) && /^rect\(\s*(0px|1px|0)[ ,]+(0px|1px|0)/.test(style.clip)) return true;
  if (/inset\((50|100)%/.test(style.clipPath)) return true;
  const box = element.getBoundingClientRect();
  return style.overflow !== "visible" && (box.width <= 1 || box.height <= 1);
};

const styleCache = new Map();
const styleOf = (element) => {
  let style = styleCache.get(element);
  if (!style) {
    style = element.ownerDocument.defaultView.getComputedStyle(element);
    styleCache.set(element, style);
  }
  return style;
};

const INLINE = /^(inline|contents|ruby)/;

// Text nodes below `element` with the element that styles each; `seen` false takes hidden ones too.
const textNodes = (element, seen = true, limit = 200) => {
  const found = [];
  const walk = (node) => {
    if (found.length >= limit) return;
    if (node.nodeType === 3) {
      if (node.data) found.push({ node, holder: node.parentElement || element });
      return;
    }
    if (node.nodeType !== 1 || /^(script|style|template|noscript|svg|select|textarea)$/.test(node.localName)) return;
    if (seen) {
      const style = styleOf(node);
      if (style.display === "none" || style.visibility !== "visible" || Number(style.opacity) === 0) return;
      if (screenReaderOnly(style, node)) return;
    }
    const block = node !== element && (node.localName === "br" || !INLINE.test(styleOf(node).display));
    if (block) found.push({ node: null, holder: node });
    const children = node.shadowRoot ? node.shadowRoot.childNodes
      : node.localName === "slot" && node.assignedNodes().length ? node.assignedNodes() : node.childNodes;
    for (const child of children) walk(child);
    if (block) found.push({ node: null, holder: node });
  };
  walk(element);
  return found;
};

// A label without a letter or digit ("☎", "?") is a drawing that happens to be set in type.
const worded = (text) => /[\p{L}\p{N}]/u.test(text || "");

const textOf = (element, seen = true, limit = 300) => {
  if (isPush(element)) return tidy(element.value, limit);
  let text = "";
  for (const { node } of textNodes(element, seen, seen ? 200 : 400)) {
    text += node ? node.data : " ";
    if (text.length > limit * 3) break;
  }
  return tidy(text, limit);
};

const nameFromDom = (element) => {
  const labelled = attr(element, "aria-labelledby");
  if (labelled) {
    const root = element.getRootNode();
    const text = labelled.split(/\s+/).slice(0, 5)
      .map((id) => (root.getElementById ? root.getElementById(id) : null))
      .filter(Boolean).map((node) => node.textContent).join(" ");
    if (text.trim()) return tidy(text);
  }
  if (attr(element, "aria-label").trim()) return tidy(attr(element, "aria-label"));
  if (element.localName === "input" || element.localName === "area") {
    return tidy(attr(element, "value") || attr(element, "alt") || attr(element, "title"));
  }
  let text = "";
  for (const image of element.querySelectorAll("img[alt], svg title, [aria-label]")) {
    text += ` ${attr(image, "alt") || attr(image, "aria-label") || (image.localName === "title" ? image.textContent : "")}`;
  }
  const own = element.querySelector("slot") ? textOf(element, false) : element.textContent;
  return tidy(`${own} ${text}`) || tidy(attr(element, "title"));
};

const altOf = (element) => {
  const image = element.localName === "img" ? element : element.querySelector("img[alt], area[alt], input[type=image]");
  return image ? tidy(attr(image, "alt")) : "";
};

const selectorOf = (element) => {
  const steps = [];
  for (let node = element; node && node.nodeType === 1 && steps.length < 6; node = node.parentElement) {
    if (node.id && /^[A-Za-z][\w-]{0,60}$/.test(node.id)) {
      steps.unshift(`#${node.id}`);
      break;
    }
    let step = node.localName.slice(0, 40);
    const parent = node.parentElement;
    if (parent) {
      const same = [...parent.children].filter((child) => child.localName === node.localName);
      if (same.length > 1) step += `:nth-of-type(${same.indexOf(node) + 1})`;
    }
    steps.unshift(step);
  }
  return steps.join(" > ");
};
