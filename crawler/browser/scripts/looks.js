// How one element looks: boxes, visibility after axe-core's rules, contrast, cover.
const rounded = (value) => Math.round(value * 10) / 10;

vv.scale = () => (window.visualViewport ? window.visualViewport.scale : 1) || 1;

const toBox = (left, top, right, bottom, element) => {
  const offset = frameOffset(element);
  const scale = vv.scale();
  return {
    x: rounded((left + offset.x + window.scrollX) * scale), y: rounded((top + offset.y + window.scrollY) * scale),
    width: rounded((right - left) * scale), height: rounded((bottom - top) * scale),
  };
};

const union = (rects) => {
  let left = Infinity; let top = Infinity; let right = -Infinity; let bottom = -Infinity;
  for (const rect of rects) {
    if (rect.width <= 0 || rect.height <= 0) continue;
    left = Math.min(left, rect.left); top = Math.min(top, rect.top);
    right = Math.max(right, rect.right); bottom = Math.max(bottom, rect.bottom);
  }
  return right > left ? { left, top, right, bottom } : null;
};

const glyphRects = (element) => {
  const rects = [];
  for (const { node } of textNodes(element)) {
    if (!node || !node.data.trim()) continue;
    const range = node.ownerDocument.createRange();
    range.selectNodeContents(node);
    rects.push(...range.getClientRects());
    if (rects.length > 60) break;
  }
  return rects;
};

const graphic = (element) => (/^(img|svg|input|area|picture|canvas)$/.test(element.localName) ? element
  : element.querySelector("img, svg, picture, canvas, [class*=icon], i"));

// An image map's area has no box of its own: the picture that uses it has, and the coordinates say which part of it.
const pictureOfArea = (area) => {
  const map = area.closest("map");
  const root = area.getRootNode();
  return (map && [...root.querySelectorAll("img[usemap]")].find((image) => attr(image, "usemap") === `#${map.name || map.id}`)) || null;
};

const areaRect = (area) => {
  const picture = pictureOfArea(area);
  if (!picture) return null;
  const box = picture.getBoundingClientRect();
  const numbers = attr(area, "coords").split(/[\s,;]+/).map(Number).filter(Number.isFinite);
  if (/^def/i.test(area.shape) || numbers.length < 3) return union([box]);
  const [x, y, radius] = numbers;
  const round = /^circ/i.test(area.shape);
  const across = round ? [x - radius, x + radius] : numbers.filter((_, index) => index % 2 === 0);
  const down = round ? [y - radius, y + radius] : numbers.filter((_, index) => index % 2 === 1);
  const [left, right, top, bottom] = [Math.min(...across), Math.max(...across), Math.min(...down), Math.max(...down)];
  return union([{ left: box.left + left, right: box.left + right, top: box.top + top, bottom: box.top + bottom, width: right - left, height: bottom - top }]);
};

// A picture in the background that stands in the place of a label: its text is moved out of sight, made nothing of, or kept
// for screen readers. The element that has the picture, or null.
const replaced = new Map();
const pictureFor = (element) => {
  let found = replaced.get(element);
  if (found === undefined) {
    found = findPicture(element);
    replaced.set(element, found);
  }
  return found;
};

const findPicture = (element) => {
  if (/^(area|input|img|svg)$/.test(element.localName)) return null;
  const glyphs = union(glyphRects(element));
  const apart = (box) => !glyphs || Math.min(glyphs.right, box.right) - Math.max(glyphs.left, box.left) < 2 || Math.min(glyphs.bottom, box.bottom) - Math.max(glyphs.top, box.top) < 2;
  // An open box shows its glyphs wherever they stand.
  if (glyphs && !apart(element.getBoundingClientRect())) return null;
  for (const node of [element, ...[...element.querySelectorAll("*")].slice(0, 8)]) {
    const box = node.getBoundingClientRect();
    if (box.width < 12 || box.height < 12 || !/url\(/.test(styleOf(node).backgroundImage)) continue;
    if (apart(box) && (!glyphs || styleOf(node).overflowX !== "visible" || Math.abs(parseFloat(styleOf(node).textIndent)) > box.width)) return node;
  }
  return null;
};

// The label's box: its glyphs, else the picture that stands for them, else the element itself.
const labelRect = (element) => (element.localName === "area" ? areaRect(element) : null)
  || (pictureFor(element) && union([pictureFor(element).getBoundingClientRect()])) || union(glyphRects(element))
  || (graphic(element) && union([graphic(element).getBoundingClientRect()]))
  || union([element.getBoundingClientRect()]);

const opaque = (element) => {
  let opacity = 1;
  for (let node = element, limit = 60; node && limit > 0; node = parentOf(node), limit -= 1) {
    opacity *= Number(styleOf(node).opacity);
  }
  return opacity;
};

// Why an element is not visible, or "" when it is. `rect` is its label's.
const hiddenBy = (element, rect) => {
  const reason = whyHidden(element, rect);
  // A slide that is not up is reached by the carousel's own controls, however it is hidden.
  return reason && reason !== "template" && (closest(element, isCarousel, 12) || onOtherSlide(element)) ? "slide" : reason;
};

const whyHidden = (element, rect) => {
  if (element.localName === "area") {
    const picture = pictureOfArea(element);
    return picture ? hiddenBy(picture, rect) : "display";
  }
  for (let node = element, limit = 80; node && limit > 0; node = parentOf(node), limit -= 1) {
    if (node.localName === "template") return "template";
    const style = styleOf(node);
    if (style.display === "none") {
      if (node.hasAttribute("hidden")) return "hidden_attribute";
      return closest(node, (up) => up.localName === "details" && !up.open) ? "details" : "display";
    }
    if (node.hasAttribute("inert")) return "inert";
  }
  if (closest(element, (up) => up.localName === "details" && !up.open
    && !(up.querySelector("summary") && contains(up.querySelector("summary"), element)))) return "details";
  if (styleOf(element).visibility !== "visible") return "visibility";
  if (element.checkVisibility && !element.checkVisibility({ contentVisibilityAuto: true })) return "display";
  if (opaque(element) < 0.1) return "opacity";
  if (screenReaderOnly(styleOf(element), element)) return "clip";
  if (!rect || rect.right - rect.left < 2 || rect.bottom - rect.top < 2) return "zero_size";
  const { reason, box } = clippedAway(element, rect);
  return reason || offScreen(element, box);
};

// What holds its fixed descendants.
const holdsFixed = (style) => style.transform !== "none" || style.perspective !== "none" || style.filter !== "none" || /paint|strict|content/.test(style.contain) || /transform/.test(style.willChange);

// Why it is cut off, or what of it or of its surroundings a visitor sees: a box that scrolls shows what it holds, so further
// out that box is what may be cut off.
const clippedAway = (element, rect) => {
  let box = rect;
  const from = frameOffset(element);
  // A positioned box is clipped only by what it is positioned in.
  let escapes = "";
  for (let node = element, limit = 60; node && limit > 0; node = parentOf(node), limit -= 1) {
    const style = styleOf(node);
    if (style.clipPath !== "none" && /inset\((50|100)%|circle\(0|polygon\(0(px|%)? 0(px|%)?, 0(px|%)? 0/.test(style.clipPath)) return { reason: "clip", box };
    const skipped = escapes && !holdsFixed(style) && (escapes === "fixed" || style.position === "static");
    if (!skipped) escapes = /^(absolute|fixed)$/.test(style.position) ? style.position : "";
    if (/^i?frame$/.test(node.localName)) escapes = "";
    if (skipped) continue;
    if (screenReaderOnly(style, node)) return { reason: "clip", box };
    if (style.overflowX === "visible" && style.overflowY === "visible") continue;
    if (node === node.ownerDocument.body || node === node.ownerDocument.documentElement) continue;
    // A frame scrolls whatever its own style says.
    if (/^i?frame$/.test(node.localName) && node.scrolling !== "no") continue;
    const outer = node.getBoundingClientRect();
    const to = frameOffset(node);
    const [dx, dy] = [from.x - to.x, from.y - to.y];
    const width = Math.min(box.right + dx, outer.right) - Math.max(box.left + dx, outer.left);
    const height = Math.min(box.bottom + dy, outer.bottom) - Math.max(box.top + dy, outer.top);
    if (width >= 2 && height >= 2) continue;
    if (isCarousel(node) || closest(node, isCarousel, 6) || fillsBox(element, outer)) return { reason: "slide", box };
    // A box that a visitor scrolls inside still shows what it holds; one with no way to scroll hides it.
    const scrolls = (width < 2 && /auto|scroll/.test(style.overflowX)) || (height < 2 && /auto|scroll/.test(style.overflowY));
    if (!scrolls || outer.width <= 2 || outer.height <= 2) return { reason: "clip", box };
    box = { left: outer.left - dx, right: outer.right - dx, top: outer.top - dy, bottom: outer.bottom - dy };
  }
  return { reason: "", box };
};

// One slide at a time, in a box that may be scrolled: cards side by side are no slides.
const fillsBox = (element, outer) => {
  const set = slideOf(element);
  return Boolean(set) && set.slide.getBoundingClientRect().width >= outer.width * 0.8;
};

const offScreen = (element, rect) => {
  const offset = frameOffset(element);
  const right = rect.right + offset.x + window.scrollX;
  const bottom = rect.bottom + offset.y + window.scrollY;
  const left = rect.left + offset.x + window.scrollX;
  const wide = Math.max(document.documentElement.scrollWidth, window.innerWidth);
  if (right <= 0 || bottom <= 0) return "off_screen";
  // Beyond the right edge with no way to scroll there: an off-canvas menu.
  const canScroll = !/(hidden|clip)/.test(styleOf(document.documentElement).overflowX + (document.body ? styleOf(document.body).overflowX : ""));
  const fixed = closest(element, (node) => styleOf(node).position === "fixed");
  return left >= (canScroll && !fixed ? wide : window.innerWidth) ? "off_screen" : "";
};

const isCarousel = (node) => /carousel|slider|slick|swiper|slideshow|karusell|bildspel/i.test(`${attr(node, "class")} ${node.id} ${attr(node, "aria-roledescription")}`)
  && node.localName !== "main" && !isWhole(node);
