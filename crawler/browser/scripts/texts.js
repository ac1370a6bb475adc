// Contact blocks that stand on the page as text: a heading, bold line or line of a paragraph that names something, with its
// block's text.
const TEXT_HOLDERS = "h1, h2, h3, h4, h5, h6, strong, b, em, big, font, center, dt, dd, th, legend, caption, label, p, li, span, div, td, address";
const WITHIN_LINE = /^(wbr|span|b|strong|em|i|br|u|font|big|small|a)$/;
const MAX_TEXTS = 40;

// The lines of a holder's own text, without what stands in boxes of their own.
const ownLines = (holder) => {
  const lines = [""];
  for (const node of holder.childNodes) {
    if (node.nodeType === 3) lines[lines.length - 1] += node.data;
    else if (node.nodeType !== 1 || !WITHIN_LINE.test(node.localName) || (node.localName === "a" && node.hasAttribute("href"))) continue;
    else if (node.localName === "br") lines.push("");
    else lines[lines.length - 1] += node.textContent;
  }
  return lines.map((line) => tidy(line, 300)).filter(Boolean);
};

// What names the block: its only line, or the one of several that names a function, else a contact.
const namingLine = (holder, test, names) => {
  const lines = ownLines(holder);
  const whole = lines.join(" ");
  if (whole.length < 4 || !test.test(whole)) return "";
  const fits = lines.filter((line) => line.length >= 4 && line.length <= 160);
  if (whole.length <= 160 && !(lines.length > 2 && fits.some((line) => names.test(line)))) return whole;
  return fits.find((line) => names.test(line)) || fits.find((line) => test.test(line)) || "";
};

// Found texts with the line that names each: [{holder, line}].
const textEntries = (test, names, taken) => {
  const found = [];
  const spoken = new Set(taken);
  for (const root of vv.roots()) {
    for (const holder of root.querySelectorAll(TEXT_HOLDERS)) {
      if (found.length >= 400) break;
      // A box of boxes says nothing itself.
      if (!ownText(holder)) continue;
      const line = namingLine(holder, test, names);
      if (!line || closest(holder, (node) => spoken.has(node) || (node.matches && node.matches(PRESSED)), 12)) continue;
      if (holder.querySelector(PRESSED) && holder.textContent.trim().length <= [...holder.querySelectorAll(PRESSED)].reduce((sum, node) => sum + node.textContent.trim().length, 0)) continue;
      if (taken.some((other) => contains(holder, other)) || found.some((other) => contains(holder, other.holder))) continue;
      spoken.add(holder);
      found.push({ holder, line });
    }
  }
  const first = found.filter(({ line }) => names.test(line));
  return [...first, ...found.filter((one) => !first.includes(one))].slice(0, MAX_TEXTS);
};

const ownText = (holder) => {
  for (const node of holder.childNodes) if (node.nodeType === 3 && node.data.trim()) return true;
  return holder.children.length > 0 && holder.children.length <= 3 && /^(h\d|strong|b|dt|th|legend)$/.test(holder.localName);
};

const hasDetail = (text) => PHONE.test(text) || /\S+@\S+\.\w/.test(text);

const contactBlock = (holder) => {
  let best = "";
  let outer = holder;
  for (let node = /^h\d$/.test(holder.localName) || holder.textContent.length < 60 ? parentOf(holder) : holder, limit = 4; node && limit > 0; node = parentOf(node), limit -= 1) {
    if (/^(body|main|html|header|footer)$/.test(node.localName) || textLength(node) > 1500) break;
    outer = node;
    best = textOf(node, true, 1200);
    if (hasDetail(best)) return best;
  }
  // In a flat page the details follow, as far as the next heading.
  let flat = best || textOf(outer, true, 300);
  for (let next = outer.nextElementSibling; next && flat.length < 1200; next = next.nextElementSibling) {
    if (/^h\d$/.test(next.localName) || next.querySelector("h1, h2, h3, h4, h5, h6") || textLength(next) > 1500) break;
    flat = tidy(`${flat} ${textOf(next, true, 600)}`, 1200);
    if (next.matches("ul, p, div, address, table, dl") && hasDetail(flat) && flat.length > 400) break;
  }
  return hasDetail(flat) ? flat : best;
};

// A link within the page leads to a block of it: what that says, if it says how to reach somebody.
const sectionText = (element, href) => {
  const section = element.localName === "a" && /#./.test(href) && href.split("#")[0] === element.ownerDocument.URL.split("#")[0] ? sectionOf(element) : null;
  if (!section || isWhole(section) || /^(main|header|footer)$/.test(section.localName)) return "";
  const text = section.textContent.trim().length > 60 ? textOf(section, true, 1200) : contactBlock(section);
  return hasDetail(text) ? text : "";
};

const lineOf = new WeakMap();
const describeText = (holder, line = lineOf.get(holder)) => {
  const found = describe(holder);
  // Opened later, it still goes by the same line.
  if (line) lineOf.set(holder, line);
  if (line && found.text) found.text = line;
  return { ...found, raw: line || found.raw, kind: "text", target_url: null, panel_text: contactBlock(holder) };
};
