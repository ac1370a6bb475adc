// Ready: parsed, then 500 ms without a change of the DOM and without a script, style sheet, fetch, XHR or short timer under way, fonts ready;
// a page that is still nearly empty is waited for up to the cap.
vv.inFlight = () => {
  let count = 0;
  const hear = (event) => { count = Number(event.detail) || 0; };
  document.addEventListener(vv.answer, hear, { once: true });
  document.dispatchEvent(new Event(vv.ask));
  document.removeEventListener(vv.answer, hear);
  return count;
};

const TIMINGS = 1000;

// What the document and its frames have asked for until now, and how large the document is, unpacked.
vv.fetched = () => {
  let requests = 0;
  for (const root of vv.roots()) {
    const view = root.defaultView;
    if (view) requests += 1 + view.performance.getEntriesByType("resource").length;
  }
  const [own] = performance.getEntriesByType("navigation");
  return { requests, bytes: own ? own.decodedBodySize : 0 };
};

const JAVASCRIPT = /^(|module|text\/javascript|application\/javascript|application\/x-javascript|text\/ecmascript)$/i;

// Asked for and not there yet, nor known to have failed: both leave a timing behind.
const onItsWay = (url) => Boolean(url) && !/^(data|blob):/.test(url) && performance.getEntriesByName(url).length === 0;

const isWanted = (script) => JAVASCRIPT.test(script.type) && !script.noModule;

// Without a sheet that applies here, or that a script of its own puts to use when it has come, the page is not what is seen.
const isApplied = (link) => !link.sheet && !link.disabled && !/\balternate\b/i.test(link.rel)
  && (!link.media || link.hasAttribute("onload") || window.matchMedia(link.media).matches);

vv.partsPending = () => {
  // The browser keeps so many timings; past that, absence says nothing.
  if (performance.getEntriesByType("resource").length >= TIMINGS) return false;
  return [...document.scripts].some((script) => isWanted(script) && onItsWay(script.src))
    || [...document.querySelectorAll("link[rel~=stylesheet i][href]")].some((link) => isApplied(link) && onItsWay(link.href));
};

// Text and links of the document, its open shadow roots and its frames. What the browser renders is in `innerText`, but not
// what stands in shadow roots and frames.
vv.content = () => {
  let chars = 0;
  let links = 0;
  for (const root of vv.roots()) {
    const tops = root.body ? [root.body] : [...root.children];
    for (const node of tops) if (typeof node.innerText === "string" && !/^(style|script|frameset)$/.test(node.localName)) chars += node.innerText.trim().length;
    links += root.links ? root.links.length : root.querySelectorAll("a[href], area[href]").length;
  }
  return { chars, links };
};

const isEmpty = () => {
  const { chars, links } = vv.content();
  return chars < 200 || links === 0;
};

vv.ready = (quiet, cap) => new Promise((resolve) => {
  const began = performance.now();
  let changed = began;
  const observer = new MutationObserver(() => { changed = performance.now(); });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
  const finish = (by) => {
    observer.disconnect();
    vv.readRight();
    resolve(JSON.stringify({ by, ms: Math.round(performance.now() - began), ...vv.fetched() }));
  };
  const look = () => {
    const now = performance.now();
    if (now - began >= cap) return finish("cap");
    if (document.readyState === "loading" || vv.inFlight() > 0 || vv.partsPending() || document.fonts.status === "loading") changed = now;
    // Quiet counts from the last change, so an early page that was quiet before we came waits only for the rest.
    if (now - changed >= quiet && !isEmpty()) return finish("quiet");
    return later(look, 60);
  };
  look();
});
