// UTF-8 that was sent, or declared, as something else: a visitor sees "KundtjÃ¤nst". It is read right (method, ruling 40).
const MISREAD = /[\u00C2-\u00F4][\u0080-\uFFFF]+/g;
const ENOUGH = 3;

// From a character to the byte that the document's own decoder made it of; null for decoders of more than one byte.
const bytesOf = (charset) => {
  if (!/^(windows-125\d|iso-8859-\d+|macintosh)$/i.test(charset)) return null;
  const decoder = new TextDecoder(charset);
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(new Uint8Array([byte])), byte]));
};

const rightly = (run, bytes, decoder) => {
  const found = [...run].map((letter) => bytes.get(letter));
  if (found.includes(undefined)) return null;
  try { return decoder.decode(new Uint8Array(found)); } catch { return null; }
};

const readRight = (view) => {
  if (/^utf-/i.test(view.characterSet) || !view.documentElement) return;
  const sample = view.documentElement.textContent.slice(0, 400000);
  if (!/[\u00C2\u00C3][\u0080-\u2122]/.test(sample)) return;
  const bytes = bytesOf(view.characterSet);
  if (!bytes) return;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const runs = sample.match(/[\u0080-\uFFFF]+/g) || [];
  const valid = runs.filter((run) => rightly(run, bytes, decoder) !== null).length;
  if (valid < ENOUGH || valid < runs.length * 0.8) return;
  const mend = (text) => text.replace(MISREAD, (run) => rightly(run, bytes, decoder) ?? run);
  const walker = view.createTreeWalker(view.documentElement, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType === 3) {
      const text = /^(script|style)$/.test(node.parentNode.localName) ? node.data : mend(node.data);
      if (text !== node.data) node.data = text;
    } else {
      for (const name of ["alt", "title", "aria-label", "placeholder", "value", "content", "summary", "label"]) {
        const said = node.getAttribute(name);
        if (said && mend(said) !== said) node.setAttribute(name, mend(said));
      }
    }
  }
};

// Before anything is read off the page; nothing is done to a page that is read right already.
vv.readRight = (view = document) => {
  readRight(view);
  for (const frame of view.querySelectorAll("iframe, frame")) {
    let inner = null;
    try { inner = frame.contentDocument; } catch { inner = null; }
    if (inner) vv.readRight(inner);
  }
};
