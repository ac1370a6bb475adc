// Contrast through the stack of backgrounds, and what lies over a label.
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
      if (/^i?frame$/.test(element.localName) && depth < 4) {
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
  || styleOf(element).backgroundImage !== "none";

// A drawn layer of the element's own that fills it: its ::before or ::after.
const pseudos = new Map();
const paintsOwnLayer = (element) => {
  let found = pseudos.get(element);
  if (found === undefined) {
    const box = element.getBoundingClientRect();
    found = ["::before", "::after"].some((pseudo) => {
      const style = element.ownerDocument.defaultView.getComputedStyle(element, pseudo);
      return style.content !== "none" && style.content !== "normal" && /absolute|fixed/.test(style.position) && style.display !== "none" && Number(style.opacity) > 0.05
        && (style.backgroundImage !== "none" || colourOf(style.backgroundColor)[3] > 0.05)
        && parseFloat(style.width) >= box.width * 0.8 && parseFloat(style.height) >= box.height * 0.8;
    });
    pseudos.set(element, found);
  }
  return found;
};

// Runs `look` while everything answers to a hit test.
const touchable = (look) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { pointer-events: auto !important }");
  const before = [...document.adoptedStyleSheets];
  try {
    document.adoptedStyleSheets = [...before, sheet];
    return look();
  } finally {
    document.adoptedStyleSheets = before;
  }
};

// A bullet or arrow in the padding beside the text.
const besideText = (layer, left) => {
  const style = styleOf(layer);
  return /^(a|li|dd|dt|p|span|td|button|summary)$/.test(layer.localName) && /url\(/.test(style.backgroundImage) && style.backgroundRepeat === "no-repeat"
    && /^(0|left)/.test(style.backgroundPosition) && parseFloat(style.paddingLeft) >= 8 && left >= layer.getBoundingClientRect().left + parseFloat(style.paddingLeft) - 1;
};

const pictureBehind = (layer, element, left) => {
  if (paintsOwnLayer(layer)) return true;
  if (!paintsPicture(layer) || besideText(layer, left)) return false;
  if (layer !== element) return !contains(element, layer);
  return !/^(img|svg)$/.test(layer.localName) && styleOf(layer).backgroundImage !== "none" && !smallIcon(layer);
};

// A hit test answers with cells and tables, never with the rows between them, which paint all the same.
const withRows = (layers) => layers.flatMap((layer) => {
  const rows = [];
  if (styleOf(layer).display === "table-cell") {
    for (let row = parentOf(layer); row && /^table-(row|header|footer)/.test(styleOf(row).display); row = parentOf(row)) if (!layers.includes(row)) rows.push(row);
  }
  return [layer, ...rows];
});

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
  layers = withRows(layers);
  let text = ink;
  let colour = [0, 0, 0, 0];
  const faded = new Set(ancestors.filter((node) => Number(styleOf(node).opacity) < 1));
  const fade = (node) => {
    const opacity = Number(styleOf(node).opacity);
    text = [...text.slice(0, 3), text[3] * opacity];
    colour = [...colour.slice(0, 3), colour[3] * opacity];
    faded.delete(node);
  };
  const { left } = labelRect(element) || element.getBoundingClientRect();
  for (const layer of layers) {
    if (pictureBehind(layer, element, left)) return { text, colour, image: true };
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

// What a label is read by: its largest words, as those of a tile above what the tile says about itself; of
// equally large ones the longest.
const mainHolder = (element) => {
  let best = element;
  let most = [0, 0];
  for (const { node, holder } of textNodes(element)) {
    const text = node ? node.data.trim() : "";
    if (!worded(text)) continue;
    const merit = [text.length > 2 ? parseFloat(styleOf(holder).fontSize) : 0, text.length];
    if (merit[0] > most[0] || (merit[0] === most[0] && merit[1] > most[1])) {
      most = merit;
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
