// The consent banner: the common platforms by their own selectors, hand-made ones by text and behaviour.
const COOKIE_TEXT = /cookie|kakor|kaka\b|samtycke|gdpr|informasjonskaps|ev[aä]ste|consent/i;
const COOKIE_NAME = /cookie|consent|gdpr|samtycke|kakor|cmp|ccpa|cybot|onetrust|privacy-?(banner|notice)/i;
const CHOICES = [
  ["necessary", /(endast|bara|enbart|only|kun)\s+(de\s+)?(helt\s+)?(n[oö]dv[aä]ndiga|necessary|essential|n[oø]dvendige)|n[oö]dv[aä]ndiga (kakor|cookies)|(necessary|essential) (cookies )?only|(godk[aä]nn|acceptera|till[aå]t) (endast |bara )?n[oö]dv[aä]ndiga/i],
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

// Lies over the page, or says that it is a dialogue; what does not must offer a choice, or it is a text about cookies.
const asks = (node) => /fixed|sticky/.test(styleOf(node).position) || /dialog/.test(`${node.localName} ${attr(node, "role")}`) || node.hasAttribute("aria-modal");

const handMade = () => {
  const plausible = [];
  for (const root of vv.roots()) {
    for (const node of root.querySelectorAll("[class*=ookie], [id*=ookie], [class*=onsent], [id*=onsent], [class*=amtycke], [id*=amtycke], [class*=kakor], [id*=kakor], [class*=gdpr], [id*=gdpr], [role=dialog], [role=alertdialog], dialog, [aria-modal]")) plausible.push(node);
    // Unnamed strips: fixed or sticky boxes near the top level.
    for (const node of root.querySelectorAll(":scope > div, :scope > section, :scope > aside, body > *, body > * > *")) {
      if (plausible.length > 600) break;
      if (/fixed|sticky/.test(styleOf(node).position)) plausible.push(node);
    }
  }
  const banners = plausible.filter((node) => node !== document.body && node !== document.documentElement && shown(node)
    && node.textContent.length < 6000 && COOKIE_TEXT.test(node.textContent) && buttonsOf(node).length > 0 && (asks(node) || choose(node, null)));
  // The outermost of nested ones; the first in the document.
  return banners.find((node) => !banners.some((other) => other !== node && contains(other, node))) || null;
};

const stays = (control) => {
  if (control.localName !== "a") return !(control.type === "submit" && control.form && /s[oö]k|search/i.test(attr(control.form, "action")));
  const href = attr(control, "href");
  return href === "" || href.startsWith("#") || /^javascript:/i.test(href);
};

const buttonsOf = (banner) => {
  const found = [...banner.querySelectorAll("button, [role=button], input[type=button], input[type=submit], a")];
  if (banner.shadowRoot) found.push(...banner.shadowRoot.querySelectorAll("button, [role=button]"));
  return found.filter((control) => stays(control) && shown(control));
};

const labelOfControl = (control) => tidy(textOf(control) || nameFromDom(control), 80);

const choose = (banner, platform) => {
  for (const [choice, key] of [["reject", "reject"], ["accept", "accept"]]) {
    for (const selector of (platform && platform[key]) || []) {
      const control = everywhere(selector).find(shown);
      if (control) return { control, choice: /n[oö]dv|necess|essential/i.test(labelOfControl(control)) ? "necessary" : choice };
    }
  }
  const controls = buttonsOf(banner);
  for (const [choice, pattern] of CHOICES) {
    const control = controls.find((node) => pattern.test(labelOfControl(node)) && !(choice !== "necessary" && NOT_A_CHOICE.test(labelOfControl(node))));
    if (control) return { control, choice };
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
  const found = platformBanner(platforms);
  const banner = found ? found.banner : handMade();
  vv.banner = banner;
  if (!banner) return JSON.stringify({ present: false, cross_origin: foreignBanner() });
  markCovered(banner, pattern);
  const chosen = choose(banner, found && found.platform);
  vv.choice = chosen && chosen.control;
  const box = chosen ? chosen.control.getBoundingClientRect() : null;
  const point = box && [box.left + box.width / 2, box.top + box.height / 2];
  // What lies over the control would be pressed in its place.
  const top = point && stackAt(...point)[0];
  const free = point && (!top || contains(chosen.control, top) || contains(top, chosen.control));
  return JSON.stringify({
    present: true, platform: found ? found.platform.name : "", text: textOf(banner, true, 400), wall: isWall(banner),
    label: chosen ? labelOfControl(chosen.control) : "", choice: chosen ? chosen.choice : "",
    point: free ? point : null, control: Boolean(chosen), cross_origin: false,
  });
};

const foreignBanner = () => [...document.querySelectorAll("iframe")].some((frame) => /consent|cmp|cookie|sp_message/i.test(`${frame.src} ${frame.id} ${frame.title}`)
  && shown(frame) && frame.getBoundingClientRect().height > 60 && closest(frame, (node) => styleOf(node).position === "fixed"));

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

// Resolves when the banner is gone, or false after `cap` ms.
vv.consentGone = (cap) => new Promise((resolve) => {
  const began = performance.now();
  const look = () => {
    if (!vv.banner || !vv.banner.isConnected || !shown(vv.banner) || opaque(vv.banner) < 0.1) return resolve(true);
    if (performance.now() - began > cap) return resolve(false);
    return setTimeout(look, 40);
  };
  look();
});
