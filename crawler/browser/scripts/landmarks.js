// Landmarks: by role and element, else guessed from names and geometry together. A class says what a part of the page is,
// never what the whole page is ("has-footer"), and a card has a header too.
const named = new Map();
const tokens = (node) => {
  let found = named.get(node);
  if (found === undefined) {
    const own = `${attr(node, "class")} ${node.id || ""} ${/^i?frame$/.test(node.localName) ? attr(node, "name") : ""}`;
    found = own.replace(/([a-zåäö])([A-ZÅÄÖ])/g, "$1-$2").toLowerCase();
    named.set(node, found);
  }
  return found;
};

const WORDS = {
  footer: /footer|sidfot|(^|[\s_-])(fot|foot)([\s_-]|$)/,
  header: /(^|[\s_-])(header|sidhuvud|topbar|top-?bar|masthead|utility|toppmeny|topmenu|top-?links?|toplinks|tools|funktionsmeny|verktyg|topp)([\s_-]|$)|(^|\s)huvud(\s|$)|masthead|sidhuvud|topbar|site-?header|page-?header/,
  menu: /(^|[\s_-])(main-?nav|main-?menu|huvudmeny|navbar|menu|meny|nav|navigation|mm-menu)([\s_-]|$)|huvudmeny|main-?(nav|menu)|navigation/,
  news: /nyhet(?!sbrev)|aktuellt|(^|[\s_-])news([\s_-]|$)|pressmed|kalender|evenemang|h[aä]ndelse|(^|[\s_-])(calendar|events?)([\s_-]|$)/,
  alert: /(^|[\s_-])(alert|krismeddelande|kris|driftinfo|driftst[oö]rning|viktigt|important|vma|emergency|notice-?bar)([\s_-]|$)/,
  hero: /(^|[\s_-])(hero|jumbotron|top-?image|toppbild|startbild|banner-?image|splash|billboard)([\s_-]|$)/,
  shortcut: /genv[aä]g|shortcut|quick-?links?|snabbl[aä]nk|puff|(^|[\s_-])tiles?([\s_-]|$)|popul[aä]r|l[aä]nkblock|vanliga|tj[aä]nster/,
};
// A component's own header and footer.
const COMPONENT = /(card|panel|modal|widget|section|article|entry|post|block|box|list|item|table|accordion|news|content|puff|dialog|popup|tab|form|sub|group|grid|col)s?[-_]{1,2}(page-?)?(header|footer|foot)\S*/g;

const roleOf = (node) => attr(node, "role").toLowerCase();

// Box in the top page's coordinates, unscrolled.
const pageBox = (node) => {
  const box = node.getBoundingClientRect();
  const offset = node.ownerDocument === document ? { x: 0, y: 0 } : frameOffset(node);
  const [left, top] = [box.left + offset.x + window.scrollX, box.top + offset.y + window.scrollY];
  return { left, top, right: left + box.width, bottom: top + box.height, width: box.width, height: box.height };
};

const heightOf = (view) => {
  const root = view.documentElement;
  const body = view.body;
  return Math.max(root ? root.scrollHeight : 0, body ? body.scrollHeight : 0);
};

// As far down as there is content: a short page does not fill the screen.
const contents = new Map();
const contentHeight = (view) => {
  if (!contents.has(view)) contents.set(view, contentHeightOf(view));
  return contents.get(view);
};

const contentHeightOf = (view) => {
  const full = view === document ? pageFrame().height : heightOf(view);
  const box = view.body ? view.body.getBoundingClientRect() : null;
  return box && box.height > 100 && !(view === document && pageFrame().scroller) ? Math.min(full, box.height, lastBottom(view.body, box)) : full;
};

// A body that fills the screen whatever it holds (quirks mode does so) ends where its last box does.
const lastBottom = (body, box) => {
  const children = [...body.children];
  if (children.length > 100 || [...body.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) return Infinity;
  const bottoms = children.map((child) => child.getBoundingClientRect()).filter(({ height }) => height > 0).map(({ bottom }) => bottom - box.top);
  const last = Math.max(0, ...bottoms);
  return last > 100 ? last : Infinity;
};

const wholes = new Map();
// Holds most of its page: what it is called says nothing of a single link in it.
const isWhole = (node) => {
  let found = wholes.get(node);
  if (found === undefined) {
    const view = node.ownerDocument;
    if (node === view.body || node === view.documentElement) found = true;
    else {
      const box = node.getBoundingClientRect();
      const tall = contentHeight(view);
      found = box.width >= window.innerWidth * 0.7 && box.height >= tall * 0.7 && styleOf(node).position !== "fixed";
    }
    wholes.set(node, found);
  }
  return found;
};
const isPart = (node, words) => words.test(tokens(node)) && !isWhole(node);

const holdsAll = (node) => {
  const box = pageBox(node);
  return box.top < 30 && box.bottom > contentHeight(node.ownerDocument) - 30;
};

// A main, article or section around everything, header and footer included, parts nothing from anything.
const holdsEverything = (node) => holdsAll(node)
  && Boolean(node.querySelector("header, footer, [class*=header], [class*=footer], [class*=sidhuvud], [class*=sidfot], [id*=header], [id*=footer]"));

const sectioned = (node) => Boolean(closest(node.parentElement, (up) => /^(article|section|main|aside|nav)$/.test(up.localName) && !holdsEverything(up)));

const landmarkOfNode = (node) => {
  const role = roleOf(node);
  if (["banner", "navigation", "complementary", "contentinfo", "search"].includes(role)) return role;
  if (node.localName === "main" || role === "main") return holdsEverything(node) ? "" : "main";
  if (node.localName === "nav") return "navigation";
  if (node.localName === "aside") return "complementary";
  if (node.localName === "header" && !sectioned(node)) return "banner";
  if (node.localName === "footer" && !sectioned(node)) return "contentinfo";
  return "";
};

// What a part without a landmark looks like: named so, and where such a part stands.
const guessOfNode = (node) => {
  if (node.localName === "frame") return guessOfFrame(node);
  const words = tokens(node).replace(COMPONENT, "");
  const footer = WORDS.footer.test(words);
  if (!footer && !WORDS.header.test(words)) return "";
  if (isWhole(node)) return "";
  const box = pageBox(node);
  if (box.height === 0) return footer ? "contentinfo" : "banner";
  if (footer) return box.bottom >= contentHeight(node.ownerDocument) * 0.8 || styleOf(node).position === "fixed" ? "contentinfo" : "";
  return box.top < 320 ? "banner" : "";
};

// A frameset says by its geometry what each frame is for.
const guessOfFrame = (node) => {
  const box = pageBox(node);
  if (box.top < 30 && box.height < window.innerHeight * 0.4 && box.width > window.innerWidth * 0.5) return "banner";
  if (box.width < window.innerWidth * 0.35 && box.height > window.innerHeight * 0.4) return "navigation";
  return box.height < window.innerHeight * 0.25 && box.bottom > window.innerHeight - 30 ? "contentinfo" : "main";
};

const landmarks = new Map();
// Each node inherits from its parent, so that a menu of thousands is walked once.
const landmarkOf = (element) => {
  const path = [];
  let above = { kind: "", guess: "" };
  for (let node = element, limit = 80; node && limit > 0; node = parentOf(node), limit -= 1) {
    const known = landmarks.get(node);
    if (known) {
      above = known;
      break;
    }
    path.push(node);
  }
  for (const node of path.reverse()) {
    above = within(above, node);
    landmarks.set(node, above);
  }
  return above.kind || above.guess || "none";
};

const within = (above, node) => {
  const own = landmarkOfNode(node);
  if (!own) {
    const guess = above.kind === "main" ? "" : guessOfNode(node);
    if (!guess) return above;
    return above.kind && node.localName !== "frame" ? { kind: above.kind, guess } : { kind: "", guess };
  }
  // A menu or search inside the header or footer belongs to it.
  const outer = above.kind || above.guess;
  const kind = /^(navigation|search|complementary)$/.test(own) && /^(banner|contentinfo)$/.test(outer) ? outer : own;
  return { kind, guess: above.guess };
};

// What the page measures as a whole; taken once per measurement.
let pageMeasures = null;
const pageFrame = () => {
  if (!pageMeasures) {
    // An application's shell: the page scrolls in a box of its own.
    const scroller = document.elementsFromPoint(window.innerWidth / 2, window.innerHeight / 2).find((node) => node !== document.documentElement && node !== document.body
      && node.clientHeight >= window.innerHeight * 0.85 && node.scrollHeight > node.clientHeight + 40 && /auto|scroll/.test(styleOf(node).overflowY)) || null;
    pageMeasures = { scroller, height: heightOf(document) + (scroller ? scroller.scrollHeight - scroller.clientHeight : 0) };
  }
  return pageMeasures;
};

// What the page looks like: its first heading, heroes, header and footer.
let frameOfPage = null;
vv.layout = () => {
  const views = [document, ...vv.roots().filter((root) => root.nodeType === 9 && root !== document)];
  const h1 = views.flatMap((view) => [...view.querySelectorAll("h1")].slice(0, 5)).find((node) => !hiddenBy(node, labelRect(node)) && !isLogo(node)) || null;
  const search = [...document.querySelectorAll("main input[type=search], [role=search] input, input[type=search], form[action*=sok] input[type=text], form[action*=search] input[type=text]")]
    .filter((node) => node.getBoundingClientRect().width > 200 && !["banner", "contentinfo"].includes(landmarkOf(node)))[0] || null;
  const box = h1 && pageBox(h1);
  frameOfPage = {
    height: pageFrame().height,
    content: contentHeight(document),
    h1,
    heroes: [h1, search].filter(Boolean).map(heroBlock).filter(Boolean),
    hasFooter: [...document.querySelectorAll("footer, [role=contentinfo], [class*=footer i], [id*=footer i], [class*=sidfot i], [id*=sidfot i]")].slice(0, 60)
      .some((node) => landmarkOf(node) === "contentinfo" && node.getBoundingClientRect().height > 0),
    // What stands beside a heading at the very top is above the content too.
    h1Top: box ? (box.top < 100 ? box.bottom : box.top) : Infinity,
  };
  return frameOfPage;
};

// The municipality's name as the first heading is a logotype.
const isLogo = (h1) => ["banner", "contentinfo"].includes(landmarkOf(h1)) || (pageBox(h1).top < 160 && Boolean(h1.querySelector("a[href], img, svg") || closest(h1, (node) => node.localName === "a", 4)));

// The block with the H1 or the main search, and what stands in it: the widest ancestor that is still no taller than the
// first screen and is not the page itself.
const heroBlock = (node) => {
  let block = null;
  // A phone that shows a page small lays it out on a computer's screen.
  const screen = vv.scale() < 1 ? Math.min(window.innerHeight, 768) : window.innerHeight;
  for (let up = parentOf(node), limit = 12; up && limit > 0; up = parentOf(up), limit -= 1) {
    if (/^(body|html|main|i?frame)$/.test(up.localName) || roleOf(up) === "main") break;
    const box = up.getBoundingClientRect();
    if (box.height > screen * 0.95 || holdsAll(up) || box.top + window.scrollY > screen) break;
    // Several headings or a crowd of links are more than one block: a layout table, the whole content column.
    if (up.querySelectorAll("h2, h3").length > 3 || up.querySelectorAll("a[href]").length > 25) break;
    block = up;
    if (WORDS.hero.test(tokens(up))) break;
  }
  return block;
};
