// Runs in the page's own world before its scripts: counts fetches and XHRs in flight, and tells our isolated world when
// it asks by an event whose name is drawn at random for each browser. Proxies keep `toString()` native.
(() => {
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
