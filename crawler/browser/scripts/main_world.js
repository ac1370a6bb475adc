// Runs in the page's own world before its scripts: counts fetches and XHRs in flight, and tells our isolated world when
// it asks by an event whose name is drawn at random for each browser. Proxies keep `toString()` native.
//
// What a page says to its console, and errors that nobody catches, go nowhere: each would pass through the driver that all
// visits share, and one page that says megabytes a thousand times takes its time and gigabytes of its memory.
(() => {
  for (const name of Object.keys(console)) {
    if (typeof console[name] === "function") console[name] = new Proxy(console[name], { apply() {} });
  }
  for (const kind of ["error", "unhandledrejection"]) {
    window.addEventListener(kind, (event) => {
      if (!(event.target instanceof Node)) event.preventDefault();
    }, true);
  }
  const ask = "__ASK__";
  const answer = "__ANSWER__";
  let inFlight = 0;
  performance.setResourceTimingBufferSize(1000);
  const ended = () => { inFlight = Math.max(0, inFlight - 1); };
  if (typeof window.fetch === "function") {
    window.fetch = new Proxy(window.fetch, {
      apply(target, self, args) {
        const promise = Reflect.apply(target, self, args);
        inFlight += 1;
        promise.then(ended, ended);
        return promise;
      },
    });
  }
  XMLHttpRequest.prototype.send = new Proxy(XMLHttpRequest.prototype.send, {
    apply(target, self, args) {
      inFlight += 1;
      self.addEventListener("loadend", ended, { once: true });
      return Reflect.apply(target, self, args);
    },
  });
  document.addEventListener(ask, () => {
    document.dispatchEvent(new CustomEvent(answer, { detail: inFlight }));
  });
})();
