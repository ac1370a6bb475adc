// Ready: 500 ms without a change of the DOM and without a script, fetch or XHR in flight, fonts ready; a page that is
// still nearly empty is waited for up to the cap.
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

vv.scriptsPending = () => {
  // The browser keeps so many timings; past that, absence says nothing.
  if (performance.getEntriesByType("resource").length >= TIMINGS) return false;
  for (const script of document.scripts) {
    if (!script.src || !JAVASCRIPT.test(script.type) || script.noModule) continue;
    if (/^(data|blob):/.test(script.src)) continue;
    if (performance.getEntriesByName(script.src).length === 0) return true;
  }
  return false;
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
    if (vv.inFlight() > 0 || vv.scriptsPending() || document.fonts.status === "loading") changed = now;
    // Quiet counts from the last change, so an early page that was quiet before we came waits only for the rest.
    if (now - changed >= quiet && !isEmpty()) return finish("quiet");
    return setTimeout(look, 60);
  };
  look();
});
