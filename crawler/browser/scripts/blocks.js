// The block that an entry stands in: its links, its heading, its words, and whether it is a contact panel.
const isBlock = (node) => /^(ul|ol|dl|nav|header|footer|main|aside|section|menu|table|article|form)$/.test(node.localName)
  || ["navigation", "banner", "contentinfo", "main", "complementary", "search", "list", "menu", "menubar", "region", "toolbar", "tablist"].includes(roleOf(node));

// A box no taller than the screen, or a column of a layout table, as tall as its longest neighbour.
const isBoxOrColumn = (node) => {
  if (node.localName !== "div" && node.localName !== "td") return false;
  const { width, height } = node.getBoundingClientRect();
  return height <= window.innerHeight || (node.localName === "td" && width < window.innerWidth / 2);
};

// The nearest list, nav or landmark. What floats is a block of its own; and where the nearest is as large as the page,
// or holds all of it (a main without sections, a layout table), the block is what a visitor sees as one: the hero, or the
// smallest box with a heading or with several links.
const blockOf = (element) => {
  const fixed = fixedOf(element);
  if (fixed === element) return element;
  const named = closest(parentOf(element), (node) => isBlock(node) || node === fixed || node.localName === "body", 80) || document.body;
  const wide = /^(main|table|form|body)$/.test(named.localName);
  if (!wide && named.getBoundingClientRect().height <= window.innerHeight) return named;
  const hero = (frameOfPage || vv.layout()).heroes.find((node) => contains(node, element) && node !== named);
  if (hero) return hero;
  const found = closest(parentOf(element), (node) => node === named || (isBoxOrColumn(node)
    && (Boolean(node.querySelector("h1, h2, h3, h4")) || node.querySelectorAll("a[href], button").length >= 3)), 40) || named;
  if (found !== document.body) return found;
  // A page of bare boxes: the outermost that is no more than a part of it.
  return outermost(parentOf(element), (node) => node.localName === "div" && node.getBoundingClientRect().height <= window.innerHeight / 2 && !isWhole(node), 40) || found;
};

// Boxes to press, side by side with nothing between them: they make a block of their own, whatever holds them.
const tilesAround = (element) => {
  const alike = (node) => Boolean(node) && node.localName === element.localName && attr(node, "class") === attr(element, "class") && node.getBoundingClientRect().height >= 44;
  const found = [element];
  if (!alike(element) || !/^(a|button)$/.test(element.localName) || styleOf(element).display === "inline") return found;
  for (const way of ["previousSibling", "nextSibling"]) {
    for (let node = element[way], limit = 60; node && limit > 0; node = node[way], limit -= 1) {
      if (node.nodeType === 1 ? !alike(node) : node.nodeType === 3 && node.data.trim()) break;
      if (node.nodeType === 1) found.push(node);
    }
  }
  return found;
};

const blockCounts = new Map();
vv.blockLinks = (element) => {
  const block = blockOf(element);
  if (block === document.body || block === element.ownerDocument.body) {
    const tiles = tilesAround(element);
    if (tiles.length >= 3) return tiles.length;
  }
  let count = blockCounts.get(block);
  if (count === undefined) {
    count = 0;
    for (const link of block.querySelectorAll("a[href], button, [role=button], [role=link]")) {
      if (count > 400) break;
      const box = link.getBoundingClientRect();
      if (box.width > 1 && box.height > 1 && (!link.checkVisibility || link.checkVisibility({ visibilityProperty: true, opacityProperty: true }))) count += 1;
    }
    // Whatever it is, it competes with itself.
    count = Math.max(1, count);
    blockCounts.set(block, count);
  }
  return count;
};

// The heading of the block an element stands in: before it, and not the heading of half the page.
const headingOf = (element) => {
  for (let node = parentOf(element), limit = 8; node && limit > 0 && node !== document.body; node = parentOf(node), limit -= 1) {
    if (attr(node, "aria-label")) return tidy(attr(node, "aria-label"), 120);
    if (textLength(node) > 2500) return "";
    const above = node.querySelectorAll ? [...node.querySelectorAll("h1, h2, h3, h4, h5, legend, caption")]
      .filter((heading) => !contains(element, heading) && heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) : [];
    if (above.length) return tidy(above[above.length - 1].textContent, 120);
    if (/^(nav|header|footer|main|section|aside)$/.test(node.localName)) break;
  }
  return "";
};

const nearOf = (element) => {
  let near = "";
  for (let node = parentOf(element), limit = 5; node && limit > 0 && node !== document.body; node = parentOf(node), limit -= 1) {
    if (textLength(node) > 1600) break;
    const text = textOf(node, true, 401);
    if (text.length > 400) break;
    near = text;
    if (/^(nav|header|footer|main|section|aside|ul|ol)$/.test(node.localName)) break;
  }
  return near;
};

const CONTACT_HEADING = /kontakt|h[oö]r av dig|fr[aå]ga oss|ring oss|[oö]ppettider|kundtj|kundservice|kundcenter|servicecenter|medborgar/i;
const HOURS = /[oö]ppet|telefontid|kl(ockan|\.)? ?\d|(?<![a-zåäö])((m[aå]n|tis|ons|tors|fre|l[oö]r|s[oö]n|var)dag(ar)?|m[aå]n|tis|ons|tors?|fre),? ?\d{1,2}([.:]\d\d)? ?[-–] ?\d{1,2}(?!\d)/i;
const PHONE = /(\+46|0)[\d\s\-–()/]{6,16}\d/;

// A card's title that is no heading by its tag.
const titleOf = (node) => [...node.querySelectorAll("[class*=header], [class*=heading], [class*=title], [class*=rubrik]")].slice(0, 5)
  .find((one) => textLength(one) < 60 && !one.querySelector("section, ul, form"));

// A contact panel: a block under a contact heading, or several contact details together.
vv.contactPanel = (element) => {
  for (let node = parentOf(element), limit = 6; node && limit > 0; node = parentOf(node), limit -= 1) {
    if (/^(body|main|html|header|nav|footer)$/.test(node.localName)) return false;
    if (textLength(node) > 1500) return false;
    const raw = node.textContent;
    const details = Boolean(node.querySelector("a[href^='tel:']") || PHONE.test(raw))
      + Boolean(node.querySelector("a[href^='mailto:']") || /\S+@\S+\.\w/.test(raw)) + HOURS.test(raw);
    const heading = node.querySelector("h1, h2, h3, h4, h5, strong, legend") || titleOf(node);
    if (details >= 2 || (details >= 1 && heading && CONTACT_HEADING.test(heading.textContent))) return true;
    if (/^(section|aside)$/.test(node.localName) && heading && CONTACT_HEADING.test(heading.textContent)) return true;
  }
  return false;
};
