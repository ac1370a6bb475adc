// One round trip per viewport: every link with its box, and for whatever may be an entry, how it looks.
const LITTLE_TEXT = 200;
const bodyFont = () => {
  const weights = new Map();
  const views = vv.roots();
  let seen = 0;
  let total = 0;
  const add = (selector) => {
    for (const node of views.flatMap((view) => [...view.querySelectorAll(selector)].slice(0, 2000))) {
      if (seen > 150) return;
      const text = [...node.childNodes].filter((child) => child.nodeType === 3).reduce((sum, child) => sum + child.data.trim().length, 0);
      if (text < 20 || node.getBoundingClientRect().height === 0) continue;
      const size = parseFloat(styleOf(node).fontSize);
      weights.set(size, (weights.get(size) || 0) + text);
      total += text;
      seen += 1;
    }
  };
  add("main p, main li, [role=main] p, article p");
  if (seen < 3) add("p, li, td, dd, div");
  // A page of links and one large introduction has its running text beside the links.
  if (total < LITTLE_TEXT) add("main li span, main dd, main div, main td, [role=main] li span");
  if (total < LITTLE_TEXT && document.body) {
    const size = parseFloat(styleOf(document.body).fontSize);
    weights.set(size, (weights.get(size) || 0) + LITTLE_TEXT - total);
  }
  let best = document.body ? parseFloat(styleOf(document.body).fontSize) : 16;
  let most = 0;
  for (const [size, weight] of weights) if (weight > most) { most = weight; best = size; }
  return best || 16;
};

const clickRect = (element) => {
  if (element.localName === "area") return areaRect(element);
  const own = element.getBoundingClientRect();
  // A stretched link: its ::after or ::before covers a card that is its positioned ancestor.
  for (const pseudo of ["::after", "::before"]) {
    const style = element.ownerDocument.defaultView.getComputedStyle(element, pseudo);
    if (style.content !== "none" && style.position === "absolute" && style.top === "0px" && style.bottom === "0px" && style.left === "0px") {
      const card = element.offsetParent && styleOf(element).position === "static" ? element.offsetParent : element;
      const box = card.getBoundingClientRect();
      if (box.height < 600) return box;
    }
  }
  let box = union([own]);
  if (styleOf(element).display === "inline") {
    for (const child of element.querySelectorAll("*")) {
      const inner = child.getBoundingClientRect();
      if (inner.width > 0 && inner.height > 0 && styleOf(child).position !== "absolute") box = union([box || inner, inner].map((one) => ({
        ...({ left: one.left, top: one.top, right: one.right, bottom: one.bottom }), width: one.right - one.left, height: one.bottom - one.top,
      })));
    }
  }
  return box;
};

const placement = (element, extra = {}) => {
  const rect = labelRect(element);
  const reason = hiddenBy(element, rect);
  const label = visibleLabel(element);
  const drawing = pictureFor(element) || graphic(element);
  const drawn = drawing ? (drawing.localName === "area" ? areaRect(drawing) : drawing.getBoundingClientRect()) : null;
  const found = {
    visible: !reason, hidden_by: reason || null, clicks: reason ? null : 0, icon_only: !worded(label), moving: Boolean(closest(element, isCarousel, 12)) || Boolean(closest(element, (node) => node.localName === "marquee", 8)),
    // What was painted with words is no icon on a phone that shows the page small.
    image_text: !label && Boolean(drawn && drawn.right - drawn.left >= 60 && (drawing === pictureFor(element) || /^(img|svg|input|area|picture)$/.test(drawing.localName))),
    aria_hidden: Boolean(closest(element, (node) => attr(node, "aria-hidden") === "true")), region: "content", ...extra,
  };
  if (reason || !rect) return found;
  const offset = frameOffset(element);
  const seen = { left: rect.left + offset.x, right: rect.right + offset.x, top: rect.top + offset.y, bottom: rect.bottom + offset.y };
  const holder = mainHolder(element);
  const style = styleOf(holder);
  const click = clickRect(element);
  found.text_box = toBox(rect.left, rect.top, rect.right, rect.bottom, element);
  if (click) found.click_box = toBox(click.left, click.top, click.right, click.bottom, element);
  found.region = vv.region(element, seen);
  found.contact_panel = vv.contactPanel(element);
  found.font_px = rounded(parseFloat(style.fontSize) * vv.scale());
  found.bold = Number(style.fontWeight) >= 700;
  found.covered_at_load = Boolean(vv.coveredAtLoad && vv.coveredAtLoad.has(element));
  found.block_links = vv.blockLinks(element);
  return Object.assign(found, painted(element, holder, seen));
};

// Contrast and cover; what is below the screen is scrolled into view for it, and back.
const painted = (element, holder, seen) => {
  const back = [window.scrollX, window.scrollY];
  let rect = seen;
  const outside = seen.bottom < 0 || seen.top >= window.innerHeight;
  if (outside && !fixedOf(element)) {
    window.scrollTo({ left: back[0], top: back[1] + seen.top - window.innerHeight / 2, behavior: "instant" });
    const moved = window.scrollY - back[1];
    rect = { ...seen, top: seen.top - moved, bottom: seen.bottom - moved };
  }
  const { covered, by, tested } = coverOf(element, rect);
  const x = Math.max(0, Math.min(window.innerWidth - 1, (rect.left + rect.right) / 2));
  const y = Math.max(0, Math.min(window.innerHeight - 1, (rect.top + rect.bottom) / 2));
  const style = styleOf(holder);
  const ink = colourOf(style.webkitTextFillColor || style.color);
  const inView = tested > 0 && covered < 0.5;
  let behind = backdropOf(holder, ink, x, y, inView);
  // What takes no pointer is not met by a hit test: looked at again before a label is called hard to read.
  if (inView && !behind.image && contrastOf(behind.text, behind.colour) < 4.5) behind = touchable(() => backdropOf(holder, ink, x, y, true));
  if (outside) window.scrollTo({ left: back[0], top: back[1], behavior: "instant" });
  const found = { covered, covered_by: by ? selectorOf(by) : null, color: style.color, over_image: behind.image };
  if (!isPush(element) && (pictureFor(element) || !glyphRects(element).length)) return { ...found, contrast: null, contrast_from: "none", background: "" };
  if (behind.image) return { ...found, contrast: null, contrast_from: "unknown", background: "" };
  found.background = `rgb(${behind.colour.slice(0, 3).map(Math.round).join(", ")})`;
  return { ...found, contrast: Math.floor(contrastOf(behind.text, behind.colour) * 100) / 100, contrast_from: "computed" };
};

const visibleLabel = (element) => (pictureFor(element) ? "" : textOf(element));

const describe = (element, extra) => {
  const href = hrefOf(element);
  const visible = visibleLabel(element);
  return {
    id: idOf(element), kind: kindOf(element, href), text: visible || (extra && extra.text) || "", raw: rawLabel(element),
    accessible_name: nameFromDom(element), title: tidy(attr(element, "title")), alt: altOf(element), target_url: href || null,
    selector: selectorOf(element), landmark: landmarkOf(element), block_heading: headingOf(element), near_text: nearOf(element),
    lang: attr(closest(element, (node) => attr(node, "lang")) || document.documentElement, "lang").slice(0, 20),
    skip_link: isSkipLink(element, href), frame: element.ownerDocument === document ? "top" : "same_origin",
    in_shadow: element.getRootNode() instanceof ShadowRoot, plain: isPlain(element, visible), controls: attr(element, "aria-controls").slice(0, 80),
    expanded: attr(element, "aria-expanded"), popup: attr(element, "aria-haspopup"), panel_text: sectionText(element, href), placement: placement(element),
  };
};

// Its accessible name is its text, beyond doubt: nobody need ask the accessibility tree.
const isPlain = (element, visible) => visible !== "" && visible === rawLabel(element)
  && !["aria-label", "aria-labelledby", "title", "alt"].some((name) => element.hasAttribute(name))
  && !element.querySelector("img, svg, picture, canvas, input, slot, [aria-label], [aria-labelledby], [aria-hidden], [role], [title]");

const isSkipLink = (element, href) => /#/.test(href) && href.split("#")[0] === document.URL.split("#")[0]
  && /hoppa|g[aå] (direkt )?till|skip|till inneh[aå]ll/i.test(rawLabel(element));

vv.links = (limit = 6000) => clickables().filter((element) => element.hasAttribute("href")).slice(0, limit).map((element) => {
  const box = element.getBoundingClientRect();
  const offset = element.ownerDocument === document ? { x: 0, y: 0 } : frameOffset(element);
  const visible = box.width > 1 && box.height > 1 && (!element.checkVisibility || element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
  return [tidy(element.textContent || nameFromDom(element), 120) || nameFromDom(element).slice(0, 120), hrefOf(element), landmarkOf(element), visible ? 1 : 0,
    Math.round(box.left + offset.x + window.scrollX), Math.round(box.top + offset.y + window.scrollY), Math.round(box.width), Math.round(box.height)];
});

const forget = () => {
  for (const memory of [styleCache, blockCounts, headings, named, wholes, landmarks, replaced, pseudos, lengths, slideSets, contents]) memory.clear();
  pageMeasures = null;
  frameOfPage = null;
};

// A page whose candidates are dear to measure is measured as far as this goes, the likeliest first, and says so. An
// ordinary page takes some tens of milliseconds: on a busy machine too it is measured as a whole.
const MEASURE_MS = 5000;

vv.measure = (...asked) => {
  forget();
  vv.readRight();
  knownRoots = vv.roots();
  try {
    return measured(...asked);
  } finally {
    knownRoots = null;
  }
};

const measured = (pattern, namePattern, { links = false, html = false, most = 120, ordinary = "" } = {}) => {
  const test = new RegExp(pattern, "iu");
  const names = new RegExp(namePattern, "iu");
  const layout = vv.layout();
  const matching = [];
  for (const element of isHtml() ? clickables() : []) {
    if (matching.length >= 3000) break;
    if (test.test(guises(element)) && !(vv.banner && contains(vv.banner, element))) matching.push(element);
  }
  // Names first, then what can be seen, then the shorter label: a menu of thousands must not crowd out the header.
  const ranked = matching.map((element) => ({
    element, order: (names.test(guises(element)) ? 0 : 2) + (shownAnywhere(element) ? 0 : 1), length: rawLabel(element).length,
  })).sort((one, other) => one.order - other.order || one.length - other.length).slice(0, most);
  const began = performance.now();
  const entries = [];
  let cut = false;
  for (const { element } of ranked) {
    if (performance.now() - began > MEASURE_MS) { cut = true; break; }
    entries.push(describe(element));
  }
  for (const element of ordinary && isHtml() ? coinedLabels(ordinary, ranked.map((one) => one.element)) : []) {
    if (performance.now() - began > MEASURE_MS) { cut = true; break; }
    entries.push(Object.assign(describe(element), { coined: true }));
  }
  for (const { holder, line } of !isHtml() ? [] : textEntries(test, names, ranked.map(({ element }) => element))) {
    if (performance.now() - began > MEASURE_MS) { cut = true; break; }
    entries.push(describeText(holder, line));
  }
  const { chars, links: count } = vv.content();
  const told = JSON.stringify({
    viewport: {
      width: Math.round(window.innerWidth * vv.scale()), height: Math.round(window.innerHeight * vv.scale()), scale: rounded(vv.scale() * 100) / 100,
      body_font_px: rounded(bodyFont() * vv.scale()), page_height: rounded(layout.height * vv.scale()), visible_chars: chars, visible_links: count,
    },
    entries, cut, links: links ? vv.links() : [], html: "", title: document.title.slice(0, 300), url: document.URL.slice(0, 2000),
    frames_cross_origin: foreignFrames().slice(0, 20).map((frame) => frame.src.slice(0, 300)),
    frame_fills: foreignFrames().some(fillsTheScreen), is_html: isHtml(),
  });
  // The document comes behind it as it is: inside, each of its quotes would be escaped, sent and read as three characters.
  return html ? `${told}\0${vv.html()}` : told;
};

// A feed, a drawing: what has no page for it is shown as the tree that it is, in a page of the browser's own.
const isHtml = () => document.documentElement instanceof HTMLHtmlElement && !document.getElementById("webkit-xml-viewer-source-xml");

const foreignFrames = () => [...document.querySelectorAll("iframe[src], frame[src]")].filter((frame) => {
  try { return !frame.contentDocument; } catch { return true; }
});

const fillsTheScreen = (frame) => {
  const box = frame.getBoundingClientRect();
  return box.width > window.innerWidth / 2 && box.height > window.innerHeight / 2 && getComputedStyle(frame).visibility === "visible";
};

const shownAnywhere = (label) => {
  const element = (label.localName === "area" && pictureOfArea(label)) || label;
  const box = element.getBoundingClientRect();
  return box.width > 1 && box.height > 1 && (!element.checkVisibility || element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
};

// Before the snapshot, and the last thing ever done to a page: large pictures are left out of it. They weigh most of its
// megabytes and no rule reads them; what they looked like is in the pictures of the screen. Answers what was fetched.
vv.lighten = (pixels) => {
  const fetched = JSON.stringify(vv.fetched());
  for (const image of document.images) {
    if (image.naturalWidth * image.naturalHeight < pixels) continue;
    image.setAttribute("data-left-out", image.currentSrc.slice(0, 500));
    for (const source of image.closest("picture") ? image.closest("picture").querySelectorAll("source") : []) source.remove();
    image.removeAttribute("srcset");
    image.removeAttribute("src");
  }
  return fetched;
};

// Characters that a snapshot would hold, at least: the documents as they stand, and what is known of their resources.
vv.weight = () => {
  let chars = 0;
  for (const root of vv.roots()) {
    chars += root.documentElement ? root.documentElement.outerHTML.length : 0;
    for (const one of root.defaultView ? root.defaultView.performance.getEntriesByType("resource") : []) chars += one.decodedBodySize;
  }
  return chars;
};

// The document as it stands, open shadow roots included as declarative ones.
vv.html = (limit = 6000000) => {
  vv.readRight();
  const roots = vv.roots().filter((root) => root instanceof ShadowRoot);
  const element = document.documentElement;
  return (element.getHTML ? `<html lang="${attr(element, "lang").replace(/[^\w-]/g, "")}">${element.getHTML({ shadowRoots: roots })}</html>` : element.outerHTML).slice(0, limit);
};
