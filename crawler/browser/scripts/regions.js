// Where on the page something stands: landmark, semantics and geometry together, right also without any landmark.
const tokens = (node) => `${attr(node, "class")} ${node.id || ""}`.toLowerCase();

const WORDS = {
  footer: /(^|[\s_-])(footer|sidfot|fot|pagefooter|site-?footer|foot)([\s_-]|$)|footer|sidfot/,
  header: /(^|[\s_-])(header|sidhuvud|topbar|top-?bar|masthead|utility|toppmeny|topmenu|top-?links?|toplinks|tools|funktionsmeny|verktyg|topp|huvud)([\s_-]|$)|masthead|sidhuvud|topbar|site-?header|page-?header/,
  menu: /(^|[\s_-])(main-?nav|main-?menu|huvudmeny|navbar|menu|meny|nav|navigation|mm-menu)([\s_-]|$)|huvudmeny|main-?(nav|menu)|navigation/,
  news: /nyhet|aktuellt|(^|[\s_-])news|pressmed|kalender|evenemang|h[aä]ndelse|calendar|event/,
  alert: /(^|[\s_-])(alert|krismeddelande|kris|driftinfo|driftst[oö]rning|viktigt|important|vma|emergency|notice-?bar)([\s_-]|$)/,
  hero: /(^|[\s_-])(hero|jumbotron|top-?image|toppbild|startbild|banner-?image|splash|billboard)([\s_-]|$)/,
  shortcut: /genv[aä]g|shortcut|quick-?links?|snabbl[aä]nk|puff|tile|popul[aä]r|l[aä]nkblock|vanliga|tj[aä]nster/,
};

const roleOf = (node) => attr(node, "role").toLowerCase();

const landmarkOfNode = (node) => {
  const role = roleOf(node);
  if (["banner", "navigation", "main", "complementary", "contentinfo", "search"].includes(role)) return role;
  if (node.localName === "nav") return "navigation";
  if (node.localName === "main") return "main";
  if (node.localName === "aside") return "complementary";
  if (node.localName === "header" && !closest(node.parentElement, (up) => /^(article|section|main|aside|nav)$/.test(up.localName))) return "banner";
  if (node.localName === "footer" && !closest(node.parentElement, (up) => /^(article|section|main|aside|nav)$/.test(up.localName))) return "contentinfo";
  return "";
};

const landmarkOf = (element) => {
  const named = closest(element, landmarkOfNode, 80);
  if (named) {
    const kind = landmarkOfNode(named);
    // A menu or search inside the header or footer belongs to it.
    if (kind === "navigation" || kind === "search" || kind === "complementary") {
      const outer = closest(parentOf(named), (node) => ["banner", "contentinfo"].includes(landmarkOfNode(node)), 80);
      if (outer) return landmarkOfNode(outer);
    }
    return kind;
  }
  const guessed = closest(element, (node) => node !== document.body && (WORDS.footer.test(tokens(node)) || WORDS.header.test(tokens(node))), 80);
  if (guessed && guessed !== document.documentElement) return WORDS.footer.test(tokens(guessed)) ? "contentinfo" : "banner";
  return "none";
};

// What the page looks like as a whole; taken once per measurement.
let frameOfPage = null;
vv.layout = () => {
  const h1 = [...document.querySelectorAll("h1")].find((node) => node.getBoundingClientRect().height > 0) || null;
  const search = [...document.querySelectorAll("main input[type=search], [role=search] input, input[type=search], form[action*=sok] input[type=text], form[action*=search] input[type=text]")]
    .filter((node) => node.getBoundingClientRect().width > 200 && !["banner", "contentinfo"].includes(landmarkOf(node)))[0] || null;
  frameOfPage = {
    height: Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0),
    heroes: [h1, search].filter(Boolean).map(heroBlock).filter(Boolean),
    hasFooter: Boolean(document.querySelector("footer, [role=contentinfo], [class*=footer], [id*=footer], [class*=sidfot], [id*=sidfot]")),
    hasHeader: Boolean(document.querySelector("header, [role=banner], [class*=header], [id*=header], [class*=masthead], [class*=sidhuvud]")),
    h1Top: h1 ? h1.getBoundingClientRect().top + window.scrollY : Infinity,
  };
  return frameOfPage;
};

// The block with the H1 or the main search, and what stands in it: the widest ancestor that is still no taller than the
// first screen and is not the page itself.
const heroBlock = (node) => {
  if (["banner", "contentinfo"].includes(landmarkOf(node))) {
    // A logotype's H1 in the header makes no hero.
    return null;
  }
  let block = null;
  for (let up = parentOf(node), limit = 12; up && limit > 0; up = parentOf(up), limit -= 1) {
    if (up === document.body || up === document.documentElement || up.localName === "main" || roleOf(up) === "main") break;
    const box = up.getBoundingClientRect();
    if (box.height > window.innerHeight * 0.95 || box.top + window.scrollY > window.innerHeight) break;
    // Several headings or a crowd of links are more than one block: a layout table, the whole content column.
    if (up.querySelectorAll("h2, h3").length > 3 || up.querySelectorAll("a[href]").length > 25) break;
    block = up;
    if (WORDS.hero.test(tokens(up))) break;
  }
  return block;
};

const fixedOf = (element) => closest(element, (node) => {
  const position = styleOf(node).position;
  return position === "fixed" || (position === "sticky" && node.getBoundingClientRect().top > window.innerHeight * 0.5);
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
  const worded = closest(element, (node) => node !== document.body && /huvudmeny|main-?(nav|menu)|primary-?(nav|menu)|mega-?menu|mm-menu/.test(tokens(node)), 60);
  if (worded) return true;
  // The header's largest menu is the main one.
  if (!nav) return false;
  const links = nav.querySelectorAll("a[href], button").length;
  return links >= 5 && ![...document.querySelectorAll("nav, [role=navigation]")].some((other) => other !== nav && !contains(nav, other)
    && ["banner", "none", "navigation"].includes(landmarkOf(other)) && other.getBoundingClientRect().top < 400
    && other.querySelectorAll("a[href], button").length > links);
};

const NEWS_HEADING = /^(senaste )?(nyheter|aktuellt|nyhet|kalender|evenemang|h[aä]nder|p[aå] g[aå]ng|pressmeddelanden|kampanj)/i;

// The second-level heading that an element stands under, in document order.
const headingAbove = (element) => {
  const root = element.getRootNode();
  let list = headings.get(root);
  if (!list) {
    list = [...root.querySelectorAll("h1, h2")];
    headings.set(root, list);
  }
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? list[low - 1] : null;
};
const headings = new Map();

const inNews = (element) => {
  const named = closest(element, (node) => {
    if (node === document.body || node === document.documentElement || node.localName === "main") return false;
    if (WORDS.news.test(tokens(node)) && !/main|content|wrapper|page/.test(tokens(node))) return true;
    return node.localName === "article" && Boolean(node.querySelector("time, .date, .datum"));
  }, 12);
  if (named) return true;
  const heading = headingAbove(element);
  return Boolean(heading && NEWS_HEADING.test(heading.textContent.trim()) && !["banner", "contentinfo"].includes(landmarkOf(heading)));
};

const isShortcutBlock = (element) => {
  const block = closest(element, (node) => {
    if (node === document.body || /^(main|body|html)$/.test(node.localName)) return false;
    if (WORDS.shortcut.test(tokens(node)) && node.querySelectorAll("a[href], button").length >= 2) return true;
    if (!/^(ul|ol|div|section|nav|table)$/.test(node.localName)) return false;
    const links = [...node.querySelectorAll("a[href], button")].slice(0, 40);
    if (links.length < 3) return false;
    const linked = links.reduce((sum, link) => sum + link.textContent.trim().length, 0);
    return linked >= node.textContent.trim().length * 0.7 && links.every((link) => link.textContent.trim().length < 60);
  }, 5);
  return Boolean(block);
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
  if (closest(element, (node) => node !== document.body && (["alert", "alertdialog"].includes(roleOf(node)) || WORDS.alert.test(tokens(node))), 12)) return "alert";
  if (landmark === "banner") return inMenu(element) ? "menu" : "header";
  if (landmark === "navigation" && !closest(element, (node) => landmarkOfNode(node) === "main", 80)) {
    return rect.top + window.scrollY < 400 || inMenu(element) ? (inMenu(element) ? "menu" : "header") : "content";
  }
  if (inNews(element)) return "news";
  const page = frameOfPage || vv.layout();
  if (page.heroes.some((hero) => contains(hero, element))) return "hero";
  if (closest(element, (node) => node !== document.body && WORDS.hero.test(tokens(node)), 10)) return "hero";
  const byPlace = regionByPlace(element, rect, page, landmark);
  if (byPlace) return byPlace;
  return isShortcutBlock(element) ? "shortcut" : "content";
};

// Pages without landmarks: a row across the top before the H1 is the header; a short last block is the footer.
const regionByPlace = (element, rect, page, landmark) => {
  if (landmark !== "none") return "";
  const top = rect.top + window.scrollY;
  const menu = closest(element, (node) => node !== document.body && WORDS.menu.test(tokens(node)), 8);
  if (top < 160 && top < page.h1Top) return menu && inMenu(element) ? "menu" : "header";
  if (menu && top < 400) return "menu";
  if (!page.hasFooter && page.height > window.innerHeight * 1.2 && top > page.height - 260) {
    const last = closest(element, (node) => node.parentElement === document.body || /^(center|form)$/.test(node.parentElement ? node.parentElement.localName : ""), 60);
    if (last && last.getBoundingClientRect().height < 420) return "footer";
  }
  return "";
};

const isBlock = (node) => /^(ul|ol|dl|nav|header|footer|main|aside|section|menu|table|article|form)$/.test(node.localName)
  || ["navigation", "banner", "contentinfo", "main", "complementary", "search", "list", "menu", "menubar", "region", "toolbar", "tablist"].includes(roleOf(node));

// The nearest list, nav or landmark. What floats is a block of its own; and where the nearest is as large as the page
// (a main without sections, a layout table), the block is what a visitor sees as one: the hero, or the smallest box with a
// heading or with several links.
const blockOf = (element) => {
  const fixed = fixedOf(element);
  if (fixed === element) return element;
  const named = closest(parentOf(element), (node) => isBlock(node) || node === fixed || node.localName === "body", 80) || document.body;
  if (named !== document.body && named.getBoundingClientRect().height <= window.innerHeight) return named;
  const hero = (frameOfPage || vv.layout()).heroes.find((node) => contains(node, element) && node !== named);
  if (hero) return hero;
  return closest(parentOf(element), (node) => node === named || (node.localName === "div" && node.getBoundingClientRect().height <= window.innerHeight
    && (Boolean(node.querySelector("h1, h2, h3, h4")) || node.querySelectorAll("a[href], button").length >= 3)), 40) || named;
};

const blockCounts = new Map();
vv.blockLinks = (element) => {
  const block = blockOf(element);
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
    if (node.textContent.length > 2500) return "";
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
    if (node.textContent.length > 1600) break;
    const text = textOf(node, true, 401);
    if (text.length > 400) break;
    near = text;
    if (/^(nav|header|footer|main|section|aside|ul|ol)$/.test(node.localName)) break;
  }
  return near;
};

const CONTACT_HEADING = /kontakt|h[oö]r av dig|fr[aå]ga oss|ring oss|[oö]ppettider|kundtj|kundservice|kundcenter|servicecenter|medborgar/i;
const PHONE = /(\+46|0)[\d\s\-–()/]{6,16}\d/;

// A contact panel: a block under a contact heading, or several contact details together.
vv.contactPanel = (element) => {
  for (let node = parentOf(element), limit = 6; node && limit > 0; node = parentOf(node), limit -= 1) {
    if (/^(body|main|html|header|nav|footer)$/.test(node.localName)) return false;
    const raw = node.textContent;
    if (raw.length > 1500) return false;
    const details = Boolean(node.querySelector("a[href^='tel:']") || PHONE.test(raw))
      + Boolean(node.querySelector("a[href^='mailto:']") || /\S+@\S+\.\w/.test(raw)) + /[oö]ppet|[oö]ppettid|telefontid|kl(ockan|\.)? ?\d/i.test(raw);
    const heading = node.querySelector("h1, h2, h3, h4, h5, strong, legend");
    if (details >= 2 || (details >= 1 && heading && CONTACT_HEADING.test(heading.textContent))) return true;
    if (/^(section|aside)$/.test(node.localName) && heading && CONTACT_HEADING.test(heading.textContent)) return true;
  }
  return false;
};
