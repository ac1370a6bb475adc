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

// The label's box: its glyphs, else the picture that stands for them, else the element itself.
const labelRect = (element) => (element.localName === "area" ? areaRect(element) : null) || union(glyphRects(element))
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
  return reason && reason !== "template" && closest(element, isCarousel, 12) ? "slide" : reason;
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
  return clippedAway(element, rect) || offScreen(element, rect);
};

const clippedAway = (element, rect) => {
  const from = frameOffset(element);
  for (let node = element, limit = 60; node && limit > 0; node = parentOf(node), limit -= 1) {
    const style = styleOf(node);
    if (style.clipPath !== "none" && /inset\((50|100)%|circle\(0|polygon\(0(px|%)? 0(px|%)?, 0(px|%)? 0/.test(style.clipPath)) return "clip";
    if (screenReaderOnly(style, node)) return "clip";
    if (style.overflowX === "visible" && style.overflowY === "visible") continue;
    if (node === node.ownerDocument.body || node === node.ownerDocument.documentElement) continue;
    // A frame scrolls whatever its own style says.
    if (/^i?frame$/.test(node.localName) && node.scrolling !== "no") continue;
    const outer = node.getBoundingClientRect();
    const to = frameOffset(node);
    const [dx, dy] = [from.x - to.x, from.y - to.y];
    const width = Math.min(rect.right + dx, outer.right) - Math.max(rect.left + dx, outer.left);
    const height = Math.min(rect.bottom + dy, outer.bottom) - Math.max(rect.top + dy, outer.top);
    if (width >= 2 && height >= 2) continue;
    if (isCarousel(node) || closest(node, isCarousel, 6)) return "slide";
    // A box that a visitor scrolls inside still shows what it holds; one with no way to scroll hides it.
    if (/(auto|scroll)/.test(`${style.overflowX} ${style.overflowY}`) && outer.width > 2 && outer.height > 2) continue;
    return "clip";
  }
  return "";
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

const isCarousel = (node) => /carousel|slider|slick|swiper|slideshow|karusell|bildspel/i.test(`${attr(node, "class")} ${node.id} ${attr(node, "aria-roledescription")}`);

// Colours in any CSS form, through a canvas: [r, g, b, a].
const colours = new Map();
// In a document that is not HTML, createElement gives no canvas.
const pixel = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas").getContext("2d", { willReadFrequently: true });
const colourOf = (css) => {
  let found = colours.get(css);
  if (!found) {
    const plain = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(css);
    if (plain) found = [+plain[1], +plain[2], +plain[3], plain[4] === undefined ? 1 : +plain[4]];
    else {
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = "#000";
      pixel.fillStyle = css;
      pixel.fillRect(0, 0, 1, 1);
      const data = pixel.getImageData(0, 0, 1, 1).data;
      found = [data[0], data[1], data[2], data[3] / 255];
    }
    colours.set(css, found);
  }
  return found;
};

const over = (top, below) => {
  const alpha = top[3] + below[3] * (1 - top[3]);
  if (alpha === 0) return [0, 0, 0, 0];
  const mix = (index) => (top[index] * top[3] + below[index] * below[3] * (1 - top[3])) / alpha;
  return [mix(0), mix(1), mix(2), alpha];
};

const luminance = (colour) => {
  const [r, g, b] = colour.slice(0, 3).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrastOf = (one, other) => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

// Everything painted at a point, top first, through shadow roots and frames.
const stackAt = (x, y) => {
  const found = [];
  const visit = (root, px, py, depth) => {
    for (const element of root.elementsFromPoint(px, py)) {
      if (element.shadowRoot && depth < 6) visit(element.shadowRoot, px, py, depth + 1);
      if (element.localName === "iframe" && depth < 4) {
        let inner = null;
        try { inner = element.contentDocument; } catch { inner = null; }
        if (inner) {
          const box = element.getBoundingClientRect();
          visit(inner, px - box.left - element.clientLeft, py - box.top - element.clientTop, depth + 1);
        }
      }
      if (!found.includes(element)) found.push(element);
    }
  };
  visit(document, x, y, 0);
  return found;
};

const paintsPicture = (element) => /^(img|video|canvas|picture|object|embed)$/.test(element.localName)
  || (styleOf(element).backgroundImage !== "none" && element.localName !== "body");

// The label's ink and the layers behind it, top first, until one is opaque: {text, colour, image}. Opacity fades a box
// and all that it holds together.
const backdropOf = (element, ink, x, y, inView) => {
  const ancestors = [];
  for (let node = element, limit = 80; node && limit > 0; node = parentOf(node), limit -= 1) ancestors.push(node);
  let layers = ancestors;
  if (inView) {
    const stack = stackAt(x, y);
    const own = stack.findIndex((node) => ancestors.includes(node));
    if (own >= 0) {
      const below = stack.slice(own);
      layers = [...ancestors.filter((node) => !below.includes(node) && contains(below[0], node)), ...below];
    }
  }
  let text = ink;
  let colour = [0, 0, 0, 0];
  const faded = new Set(ancestors.filter((node) => Number(styleOf(node).opacity) < 1));
  const fade = (node) => {
    const opacity = Number(styleOf(node).opacity);
    text = [...text.slice(0, 3), text[3] * opacity];
    colour = [...colour.slice(0, 3), colour[3] * opacity];
    faded.delete(node);
  };
  for (const layer of layers) {
    if (paintsPicture(layer) && layer !== element && !contains(element, layer)) return { text, colour, image: true };
    if (paintsPicture(layer) && layer === element && !/^(img|svg|input)$/.test(layer.localName) && styleOf(layer).backgroundImage !== "none") {
      if (/gradient|url\(/.test(styleOf(layer).backgroundImage) && !smallIcon(layer)) return { text, colour, image: true };
    }
    const own = colourOf(styleOf(layer).backgroundColor);
    const painted = [own[0], own[1], own[2], own[3] * (ancestors.includes(layer) ? 1 : Number(styleOf(layer).opacity))];
    text = over(text, painted);
    colour = over(colour, painted);
    if (faded.has(layer)) fade(layer);
    if (colour[3] > 0.995 && faded.size === 0) return { text, colour, image: false };
  }
  [...faded].forEach(fade);
  return { text: over(text, [255, 255, 255, 1]), colour: over(colour, [255, 255, 255, 1]), image: false };
};

// An icon drawn as a background that does not repeat and is small is no picture behind the text.
const smallIcon = (element) => {
  const style = styleOf(element);
  const size = /^([\d.]+)px/.exec(style.backgroundSize);
  return style.backgroundRepeat.includes("no-repeat") && (size ? Number(size[1]) < 48 : /url\(/.test(style.backgroundImage) && !/cover|100%/.test(style.backgroundSize));
};

const mainHolder = (element) => {
  let best = element;
  let most = 0;
  for (const { node, holder } of textNodes(element)) {
    if (node && node.data.trim().length > most) {
      most = node.data.trim().length;
      best = holder;
    }
  }
  return best;
};

// Does what lies above the label paint anything? A transparent overlay (a stretched link) hides nothing.
const paints = (element) => paintsPicture(element) || colourOf(styleOf(element).backgroundColor)[3] > 0.1
  || (element.localName === "svg");

// Share of nine points over the label that answer with something else, and what that is. `rect` in client coordinates
// of the top window.
const coverOf = (label, rect) => {
  const element = (label.localName === "area" && pictureOfArea(label)) || label;
  let hit = 0;
  let by = null;
  let tested = 0;
  for (const fx of [0.1, 0.5, 0.9]) {
    for (const fy of [0.15, 0.5, 0.85]) {
      const x = rect.left + (rect.right - rect.left) * fx;
      const y = rect.top + (rect.bottom - rect.top) * fy;
      if (x < 0 || y < 0 || x >= window.innerWidth || y >= window.innerHeight) continue;
      tested += 1;
      const above = [];
      for (const node of stackAt(x, y)) {
        if (node === element || contains(element, node) || contains(node, element)) break;
        above.push(node);
      }
      const cover = above.find(paints);
      if (cover) { hit += 1; by = by || cover; }
    }
  }
  return { covered: tested ? rounded(hit / tested * 10) / 10 : 0, by, tested };
};
