// Where on the page something stands, as a visitor would say it.
const fixedOf = (element) => closest(element, (node) => {
  const position = styleOf(node).position;
  return (position === "fixed" && node !== pageFrame().scroller) || (position === "sticky" && node.getBoundingClientRect().top > window.innerHeight * 0.5);
}, 80);

const regionOfFixed = (node) => {
  const box = node.getBoundingClientRect();
  // An opened off-canvas menu.
  const menu = landmarkOfNode(node) === "navigation" || node.querySelector("nav, [role=navigation], [role=menu]") || WORDS.menu.test(tokens(node));
  if (menu && box.height > window.innerHeight * 0.5 && node.querySelectorAll("a[href]").length >= 5) return "menu";
  const wide = box.width >= window.innerWidth * 0.6;
  if (wide && box.top <= 200 && box.height < window.innerHeight * 0.6) return "";
  return "floating";
};

const inMenu = (element) => {
  const nav = closest(element, (node) => node.localName === "nav" || ["navigation", "menubar", "menu"].includes(roleOf(node)), 60);
  const label = nav ? `${attr(nav, "aria-label")} ${tokens(nav)}`.toLowerCase() : "";
  if (nav && /huvud|main|prim[aä]r|primary|global|site-?nav|mega/.test(label)) return true;
  if (nav && /verktyg|utility|tool|top|service|genv|secondary|sekund|funktion|meta|spr[aå]k/.test(label)) return false;
  const worded = closest(element, (node) => /huvudmeny|main-?(nav|menu)|primary-?(nav|menu)|mega-?menu|mm-menu/.test(tokens(node)) && !isWhole(node), 60);
  if (worded) return true;
  // The header's largest menu is the main one.
  if (!nav) return false;
  const links = nav.querySelectorAll("a[href], button").length;
  return links >= 5 && ![...document.querySelectorAll("nav, [role=navigation]")].some((other) => other !== nav && !contains(nav, other)
    && ["banner", "none", "navigation"].includes(landmarkOf(other)) && other.getBoundingClientRect().top < 400
    && other.querySelectorAll("a[href], button").length > links);
};

const NEWS_HEADING = /^(senaste )?(nyhet(er|en)?|aktuellt|kalender|evenemang|h[aä]nder|p[aå] g[aå]ng|pressmeddelanden|kampanj(er)?)(?![a-zåäö])/i;
const NEWS_LINE = /^(senaste )?(nyheter|aktuellt|kalender|evenemang|h[aä]nder|p[aå] g[aå]ng|pressmeddelanden)( (just nu|fr[aå]n|i|hos) .{0,30})?:?$/i;
const OWN_CONTACT_HEADING = /^((v[aå]ra )?kontakt(er|uppgifter|information|v[aä]gar)?|kontakta (oss|kommunen|.{3,20} kommun)|(h[oö]r av dig|ring|fr[aå]ga)( till)?( oss)?|(kontakt( och |, ))?[oö]ppettider|(kontakt|kund|service|medborgar)(center|centrum|tj[aä]nst|service|kontor(et)?))( och .{3,20})?$/i;
const DATE = /\d{4}-\d\d|\d{1,2}\.? ?(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)/i;

// The last heading before an element in document order, among those up to `level`.
const headingAbove = (element, level) => {
  const root = element.getRootNode();
  let lists = headings.get(root);
  if (!lists) headings.set(root, lists = new Map());
  let list = lists.get(level);
  if (!list) lists.set(level, list = [...root.querySelectorAll(level === 2 ? "h1, h2" : "h1, h2, h3, h4, h5, h6")]);
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING && !list[middle].contains(element)) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? list[low - 1] : null;
};
const headings = new Map();

// What a heading stands over: the box that holds more than the heading and its row.
const governs = (heading, element) => {
  let box = heading.parentElement;
  const row = (node) => textLength(node) < 1000 && node.textContent.trim().length <= heading.textContent.trim().length + 60 && !node.querySelector("p, li, article, time, table");
  for (let limit = 4; box && limit > 0 && row(box); limit -= 1) box = box.parentElement;
  return Boolean(box) && contains(box, element);
};

const inNews = (element) => {
  const nearest = headingAbove(element, 6);
  if (nearest && OWN_CONTACT_HEADING.test(tidy(nearest.textContent, 80)) && governs(nearest, element)) return false;
  const called = closest(element, (node) => {
    if (node.localName === "main") return false;
    if (isPart(node, WORDS.news) && !/main|content|wrapper|page/.test(tokens(node))) return true;
    return node.localName === "article" && [...node.querySelectorAll("time, .date, .datum")].some((time) => DATE.test(`${attr(time, "datetime")} ${time.textContent}`));
  }, 12);
  if (called) return true;
  const heading = headingAbove(element, 2);
  if (heading && NEWS_HEADING.test(heading.textContent.trim()) && !["banner", "contentinfo"].includes(landmarkOf(heading)) && governs(heading, element)) return true;
  // Without headings: a cell or box whose first line, no link, says so.
  return Boolean(closest(parentOf(element), (node) => /^(td|div|section|fieldset|ul|dl|center)$/.test(node.localName) && textLength(node) < 2500
    && !node.querySelector("h1, h2, h3, h4, h5, h6") && NEWS_LINE.test(firstLine(node)), 6));
};

const firstLine = (node) => {
  const walker = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  let text = walker.nextNode();
  while (text && !text.data.trim()) text = walker.nextNode();
  return text && !text.parentElement.closest("a, button, script, style") ? tidy(text.data, 80) : "";
};

const isShortcutBlock = (element) => {
  const block = closest(element, (node) => {
    if (/^(main|body|html)$/.test(node.localName)) return false;
    if (isPart(node, WORDS.shortcut) && node.querySelectorAll("a[href], button").length >= 2) return true;
    // A crowd is no block of shortcuts.
    if (!/^(ul|ol|div|section|nav|table)$/.test(node.localName) || textLength(node) > 20000) return false;
    const links = [...node.querySelectorAll("a[href], button")].slice(0, 40);
    if (links.length < 3) return false;
    const linked = links.reduce((sum, link) => sum + link.textContent.trim().length, 0);
    return linked >= node.textContent.trim().length * 0.7 && links.every((link) => link.textContent.trim().length < 60);
  }, 5);
  return Boolean(block) || tilesAround(element).length >= 3;
};

vv.region = (element, rect) => {
  if (vv.banner && contains(vv.banner, element)) return "consent";
  const fixed = fixedOf(element);
  if (fixed) {
    const region = regionOfFixed(fixed);
    if (region) return region;
  }
  const landmark = landmarkOf(element);
  if (landmark === "contentinfo") return "footer";
  if (closest(element, (node) => ["alert", "alertdialog"].includes(roleOf(node)) || isPart(node, WORDS.alert), 12)) return "alert";
  if (landmark === "banner") return inMenu(element) ? "menu" : "header";
  if (landmark === "navigation" && !closest(element, (node) => landmarkOfNode(node) === "main", 80)) {
    if (closest(element, (node) => node.localName === "frame", 80)) return "menu";
    return rect.top + window.scrollY < 400 || inMenu(element) ? (inMenu(element) ? "menu" : "header") : "content";
  }
  if (inNews(element)) return "news";
  const page = frameOfPage || vv.layout();
  if (page.heroes.some((hero) => contains(hero, element))) return "hero";
  if (closest(element, (node) => isPart(node, WORDS.hero), 10)) return "hero";
  const byPlace = regionByPlace(element, rect, page, landmark);
  if (byPlace) return byPlace;
  return isShortcutBlock(element) ? "shortcut" : "content";
};

// Pages without landmarks: what stands across the top before the first heading is the header, a narrow column of links at
// the left the menu, a short last block the footer.
const regionByPlace = (element, rect, page, landmark) => {
  if (landmark !== "none") return "";
  const top = rect.top + window.scrollY;
  const menu = closest(element, (node) => isPart(node, WORDS.menu), 8);
  if ((top < 160 && top < page.h1Top) || inTopRow(element, page)) return menu && inMenu(element) ? "menu" : "header";
  if ((menu && top < 400) || isSideMenu(element, top)) return "menu";
  return !page.hasFooter && inLastBlock(element, page) ? "footer" : "";
};

const inTopRow = (element, page) => Boolean(closest(parentOf(element), (node) => {
  if (/^(body|html)$/.test(node.localName)) return false;
  const box = pageBox(node);
  return box.top < 40 && box.bottom <= 280 && box.width >= window.innerWidth * 0.6 && !(page.h1 && contains(node, page.h1));
}, 30));

const isSideMenu = (element, top) => {
  if (top > 600 || document.querySelector("nav, [role=navigation]")) return false;
  const column = closest(parentOf(element), (node) => {
    if (!/^(ul|table|td|div|dl)$/.test(node.localName) || textLength(node) > 5000 || node.querySelectorAll("a[href]").length < 5) return false;
    const box = pageBox(node);
    return box.width <= 320 && box.height >= 100 && box.height > box.width / 2;
  }, 6);
  if (!column || column.querySelector("h1, h2, h3, h4") || closest(column, (node) => isPart(node, WORDS.shortcut), 4)) return false;
  const linked = [...column.querySelectorAll("a[href]")].reduce((sum, link) => sum + link.textContent.trim().length, 0);
  const box = pageBox(column);
  const row = closest(parentOf(column), (node) => pageBox(node).width > box.width * 2, 6);
  return Boolean(row) && linked >= column.textContent.trim().length * 0.7 && box.left - pageBox(row).left < 40;
};

const FOOT_LINE = /©|copyright|org\.? ?nr|organisationsnummer|webb?(master|redakt|ansvarig)|senast (\S+ )?(ändrad|uppdaterad)|om (webb|hemsid|w?ebb)|\b\d{3} ?\d{2} +[A-ZÅÄÖ]/i;

// What is said further down than this.
const textBelow = (node, bottom) => {
  let text = "";
  for (let up = node, limit = 30; up && limit > 0 && !/^(body|html)$/.test(up.localName); up = parentOf(up), limit -= 1) {
    for (let next = up.nextElementSibling; next; next = next.nextElementSibling) {
      if (/^(script|style|template|noscript|link)$/.test(next.localName) || !next.textContent.trim() || OVER.test(styleOf(next).position)) continue;
      const box = pageBox(next);
      if (box.height > 0 && box.top >= bottom - 4) text += ` ${next.textContent.slice(0, 400)}`;
    }
  }
  return text.trim();
};

// The last that is said; or, with a line below it that says less of the kind, what a foot says.
const isFoot = (text, below, short) => (FOOT_LINE.test(text) ? !FOOT_LINE.test(below) : !short && !below);

const inLastBlock = (element, page) => {
  const short = page.content <= window.innerHeight * 1.2;
  for (let node = parentOf(element), limit = 30; node && limit > 0 && !/^(body|html)$/.test(node.localName); node = parentOf(node), limit -= 1) {
    const box = pageBox(node);
    if (box.height > 420) return false;
    const before = node.previousElementSibling;
    if (box.bottom >= page.content - 160 && box.width >= window.innerWidth * 0.5 && !/^(p|li|span|a|h\d|b|strong|font)$/.test(node.localName)
      && before && before.getBoundingClientRect().height > page.content * 0.3
      && isFoot(node.textContent, textBelow(node, box.bottom), short)) return true;
  }
  return false;
};
