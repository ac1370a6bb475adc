// The consent banner: the common platforms by their own selectors, hand-made ones by text and behaviour.
const COOKIE_TEXT = /cookie|kakor|kaka\b|samtycke|gdpr|informasjonskaps|ev[aä]ste|consent/i;
const VISIT_TEXT = /statistik|(m[aä]t|r[aä]kn|analyser|sp[aå]r)a?r? .{0,40}(bes[oö]k|anv[aä]nd|trafik)|statistics|analytics/i;
const CHOICES = [
  ["necessary", /(endast|bara|enbart|only|kun)\s+(det?\s+)?(helt\s+)?(n[oö]dv[aä]ndiga|necessary|essential|n[oø]dvendige)|n[oö]dv[aä]ndiga (kakor|cookies)|(necessary|essential) (cookies )?only|(godk[aä]nn|acceptera|till[aå]t) (endast |bara )?n[oö]dv[aä]ndiga/i],
  ["reject", /avvisa|neka|avb[oö]j|tacka nej|nej,? tack|till[aå]t inte|acceptera inte|inte acceptera|reject|decline|deny|refuse|avsl[aå]|afvis|hylk[aä][aä]|^nej$/i],
  ["accept", /acceptera|godk[aä]nn|till[aå]t|samtyck|accept|allow|agree|hyv[aä]ksy|^ja\b/i],
  ["ok", /f[oö]rst[aå]|^ok(ej)?\b|^okay|got it|uppfattat|^st[aä]ng$|^close$|^[×x✕]$/i],
];
const NOT_A_CHOICE = /inst[aä]llning|anpassa|hantera|l[aä]s mer|mer om|mer information|settings|customi[sz]e|preferences|manage|details|detaljer|\bvisa|om kakor|om cookies|policy/i;

const shown = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 4 && box.height > 4 && box.bottom > 0 && box.top < window.innerHeight
    && (!element.checkVisibility || element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
};

const everywhere = (selector) => vv.roots().flatMap((root) => {
  try { return [...root.querySelectorAll(selector)]; } catch { return []; }
});

const platformBanner = (platforms) => {
  for (const platform of platforms) {
    const banner = everywhere(platform.banner).find(shown);
    if (banner) return { banner, platform };
  }
  return null;
};

const NAMED = ["ookie", "onsent", "amtycke", "kakor", "gdpr"].map((word) => `[class*=${word}], [id*=${word}]`).join(", ");
const DIALOGS = "[role=dialog], [role=alertdialog], dialog, [aria-modal]";
const OVER = /fixed|sticky/;

// A frame that is a banner holds its text and controls in a document of its own.
const insideOf = (banner) => {
  if (banner.localName !== "iframe") return banner;
  try { return banner.contentDocument.body; } catch { return null; }
};

// What a box says itself, not what its links are called: "Om kakor" in a header asks for nothing.
const prose = (node) => {
  if (node.shadowRoot || node.querySelector("slot")) return textOf(node, true, 1500);
  let text = "";
  const walker = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let one = walker.nextNode(); one && text.length < 3000; one = walker.nextNode()) {
    if (one.data.trim() && !one.parentElement.closest("a[href], script, style, template")) text += ` ${one.data}`;
  }
  return text;
};

const isCookieBox = (node) => {
  const inside = insideOf(node);
  if (!inside || /^(body|html|main)$/.test(node.localName) || node === pageFrame().scroller || !shown(node)) return false;
  // A header with a strip in it is not the strip; a page with a word about cookies at its foot is none.
  if (inside.querySelector("main, input[type=search], nav a[href]:not([href^='#'])") || inside.textContent.length > 6000) return false;
  if (!asksForConsent(node, prose(inside)) || [...inside.querySelectorAll("h1")].some((h1) => !COOKIE_TEXT.test(h1.textContent) && !VISIT_TEXT.test(prose(inside)))) return false;
  const dialog = node.matches(DIALOGS) || (node.matches(NAMED) && OVER.test(styleOf(node).position));
  return dialog ? buttonsOf(node).length > 0 : Boolean(choose(node, null));
};

// It speaks of cookies; or, without the word, it offers to have only what is necessary, or asks about counting visits and
// takes both yes and no.
const asksForConsent = (node, text) => {
  if (COOKIE_TEXT.test(text)) return true;
  if (!OVER.test(styleOf(node).position) && !node.matches(DIALOGS)) return false;
  const labels = buttonsOf(node).map(labelOfControl);
  const offers = (choice) => labels.some((label) => CHOICES.find(([name]) => name === choice)[1].test(label));
  return offers("necessary") || (VISIT_TEXT.test(text) && offers("accept") && labels.some((label) => /^nej\b/i.test(label) || CHOICES[1][1].test(label)));
};

const handMade = () => {
  const plausible = new Set();
  for (const root of vv.roots()) for (const node of root.querySelectorAll(`${NAMED}, ${DIALOGS}`)) plausible.add(node);
  // Unnamed ones: whatever lies over the page where a hit test meets it.
  const met = [];
  for (const fx of [0.06, 0.5, 0.94]) for (const fy of [0.04, 0.3, 0.5, 0.75, 0.95]) met.push(stackAt(window.innerWidth * fx, window.innerHeight * fy)[0]);
  for (const top of new Set(met.filter(Boolean))) {
    const fixed = closest(top, (node) => OVER.test(styleOf(node).position), 40);
    if (fixed) plausible.add(fixed);
  }
  const banners = [...plausible].slice(0, 600).filter(isCookieBox);
  // The outermost of nested ones; the first in the document.
  const over = banners.find((node) => !banners.some((other) => other !== node && contains(other, node)));
  return over || stripInFlow(met);
};

// A strip that pushes the page down, without any name: the smallest box with the text and a choice.
const stripInFlow = (met) => {
  for (const top of new Set(met.filter(Boolean))) {
    const strip = closest(top, (node) => /^(div|section|aside|form|p|td)$/.test(node.localName) && node.textContent.length < 1200 && isCookieBox(node), 6);
    if (strip && !closest(strip, (node) => landmarkOfNode(node) === "main")) return strip;
  }
  return null;
};

const stays = (control) => {
  if (control.localName !== "a") return !(control.type === "submit" && control.form && /s[oö]k|search/i.test(attr(control.form, "action")));
  const href = attr(control, "href");
  return href === "" || href.startsWith("#") || /^javascript:/i.test(href)
    || (href.includes("#") && control.href.split("#")[0] === control.ownerDocument.URL.split("#")[0]);
};

const CONTROLS = "button, [role=button], input[type=button], input[type=submit], a";
const ALIKE = "[onclick], [tabindex], [class*=btn], [class*=button], [class*=knapp]";
const buttonsOf = (banner) => {
  const inside = insideOf(banner);
  const roots = [inside, inside && inside.shadowRoot].filter(Boolean);
  const found = roots.flatMap((root) => [...root.querySelectorAll(`${CONTROLS}, ${ALIKE}`)]);
  return found.filter((control) => stays(control) && shown(control)
    && (control.matches(CONTROLS) || (!control.querySelector(CONTROLS) && control.textContent.trim().length <= 60)));
};

const labelOfControl = (control) => tidy(textOf(control) || nameFromDom(control), 80);

const choose = (banner, platform) => {
  for (const [choice, key] of [["reject", "reject"], ["accept", "accept"]]) {
    for (const selector of (platform && platform[key]) || []) {
      const control = everywhere(selector).find(shown);
      if (control) return { control, choice: /n[oö]dv|necess|essential/i.test(labelOfControl(control)) ? "necessary" : choice };
    }
  }
  const labels = buttonsOf(banner).map((control) => ({ control, label: labelOfControl(control) }));
  for (const [choice, pattern] of CHOICES) {
    const one = labels.find(({ label }) => pattern.test(label) && !(choice !== "necessary" && NOT_A_CHOICE.test(label)));
    if (one) return { control: one.control, choice };
  }
  return null;
};

const isWall = (banner) => {
  let hits = 0;
  for (let x = 1; x <= 5; x += 1) {
    for (let y = 1; y <= 5; y += 1) {
      const top = document.elementFromPoint(window.innerWidth * x / 6, window.innerHeight * y / 6);
      if (top && (contains(banner, top) || /overlay|backdrop|underlay|modal/i.test(tokens(top)))) hits += 1;
    }
  }
  return hits > 12 || (document.body && styleOf(document.body).overflowY === "hidden" && hits > 6);
};

// Finds the banner, marks the entries that it covers, and says where to press. Nothing is pressed here.
vv.consent = (platforms, pattern) => {
  forget();
  vv.busyBeforeChoice = vv.inFlight();
  const found = platformBanner(platforms);
  const banner = found ? found.banner : handMade();
  vv.banner = banner;
  if (!banner) return JSON.stringify({ present: false, cross_origin: false, frame: foreignFrame() });
  markCovered(banner, pattern);
  const chosen = choose(banner, found && found.platform);
  vv.choice = chosen && chosen.control;
  const point = chosen && middleOf(chosen.control);
  // What lies over the control would be pressed in its place.
  const top = point && stackAt(...point)[0];
  const free = point && (!top || contains(chosen.control, top) || contains(top, chosen.control));
  return JSON.stringify({
    present: true, platform: found ? found.platform.name : "", text: textOf(insideOf(banner) || banner, true, 400), wall: isWall(banner),
    label: chosen ? labelOfControl(chosen.control) : "", choice: chosen ? chosen.choice : "",
    point: free ? point : null, control: Boolean(chosen), cross_origin: false,
  });
};

const middleOf = (control) => {
  const box = control.getBoundingClientRect();
  const offset = frameOffset(control);
  return [box.left + offset.x + box.width / 2, box.top + offset.y + box.height / 2];
};

// A frame of another origin that lies over the page and is called, or as large as, a banner: where it is, for a look inside.
const foreignFrame = () => {
  vv.foreign = null;
  for (const frame of document.querySelectorAll("iframe")) {
    let own = null;
    try { own = frame.contentDocument; } catch { own = null; }
    const box = frame.getBoundingClientRect();
    if (own || !shown(frame) || box.height <= 60 || !closest(frame, (node) => OVER.test(styleOf(node).position) || node.matches(DIALOGS), 12)) continue;
    const called = /consent|(^|[^a-z])cmp([^a-z]|$)|cookie|sp_message|kakor|samtycke|gdpr/i.test(`${frame.src} ${frame.id} ${frame.name} ${frame.title}`);
    if (!called && box.width < window.innerWidth * 0.6 && box.height < window.innerHeight * 0.6) continue;
    vv.foreign = frame;
    return { url: frame.src.slice(0, 2000), called, x: box.left + frame.clientLeft, y: box.top + frame.clientTop };
  }
  return null;
};

// It is the banner: marks what it covers.
vv.foreignIsBanner = (pattern) => {
  vv.banner = vv.foreign;
  vv.choice = null;
  markCovered(vv.banner, pattern);
  return isWall(vv.banner);
};

// At most, for what is still being fetched: a frame's own document, or what a banner tells its server before it goes.
const ON_THE_WIRE_MS = 4000;

// In the frame's own world: the whole document is the banner, if it speaks of cookies.
vv.consentWithin = async (cap) => {
  const began = performance.now();
  const speaks = () => document.body && COOKIE_TEXT.test(document.body.innerText) && choose(document.body, null);
  while (!speaks() && performance.now() - began < (document.readyState === "loading" ? ON_THE_WIRE_MS : cap)) await sleep(60);
  const chosen = document.body && choose(document.body, null);
  vv.choice = chosen && chosen.control;
  return JSON.stringify({
    speaks: Boolean(document.body && COOKIE_TEXT.test(document.body.innerText)), text: document.body ? textOf(document.body, true, 400) : "",
    label: chosen ? labelOfControl(chosen.control) : "", choice: chosen ? chosen.choice : "", point: chosen && middleOf(chosen.control),
  });
};

const markCovered = (banner, pattern) => {
  vv.coveredAtLoad = new WeakSet();
  for (const { element, rect } of vv.quickCandidates(pattern)) {
    const x = (rect.left + rect.right) / 2;
    const y = (rect.top + rect.bottom) / 2;
    if (x < 0 || y < 0 || x >= window.innerWidth || y >= window.innerHeight) continue;
    const top = stackAt(x, y)[0];
    if (top && top !== element && !contains(element, top) && (contains(banner, top) || !contains(top, element))) vv.coveredAtLoad.add(element);
  }
};

vv.pressChoice = () => { if (vv.choice) vv.choice.click(); };

// Resolves when the banner is gone, or false after `cap` ms; later while the choice is being told to a server.
vv.consentGone = (cap) => new Promise((resolve) => {
  const began = performance.now();
  const look = () => {
    if (!vv.banner || !vv.banner.isConnected || !shown(vv.banner) || opaque(vv.banner) < 0.1) return resolve(true);
    if (performance.now() - began > (vv.inFlight() > vv.busyBeforeChoice ? ON_THE_WIRE_MS : cap)) return resolve(false);
    return later(look, 40);
  };
  look();
});
