// Runs in the page's own world before its scripts: counts fetches, XHRs and short timers under way, and tells our isolated
// world when it asks by an event whose name is drawn at random for each browser. Proxies keep `toString()` native.
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
  // What a page does a second after it has loaded is part of it (settled question 20). What a timer sets in turn is a
  // clock or a carousel, and longer ones are ads.
  const LONGEST = 1500;
  const SET_UNTIL = 3000;
  const MOST = 50;
  const pending = new Set();
  let inside = false;
  window.setTimeout = new Proxy(window.setTimeout, {
    apply(target, self, args) {
      const run = args[0];
      const delay = args[1];
      const counts = typeof run === "function" && !inside && delay > 0 && delay <= LONGEST
        && performance.now() < SET_UNTIL && pending.size < MOST;
      if (!counts) return Reflect.apply(target, self, args);
      let id = 0;
      const timed = function timed(...given) {
        pending.delete(id);
        inside = true;
        try {
          return Reflect.apply(run, this, given);
        } finally {
          inside = false;
        }
      };
      args[0] = timed;
      id = Reflect.apply(target, self, args);
      pending.add(id);
      return id;
    },
  });
  for (const name of ["clearTimeout", "clearInterval"]) {
    window[name] = new Proxy(window[name], {
      apply(target, self, args) {
        pending.delete(args[0]);
        return Reflect.apply(target, self, args);
      },
    });
  }
  document.addEventListener(ask, () => {
    document.dispatchEvent(new CustomEvent(answer, { detail: inFlight + pending.size }));
  });
})();
