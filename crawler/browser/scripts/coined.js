// Names that no list of words knows ("Navet", "Lyktan"): short labels in the first screen without an ordinary word in them.
// They are measured while the page stands; whether one is a function's name its own page tells later.
const MOST_COINED = 4;
const COINED = /^\p{Lu}\p{L}{2,14}(?: \p{L}{2,12})?$/u;

const coinedLabels = (ordinary, known) => {
  // The phone's layout measures what the desktop's chose.
  const still = (vv.coined || []).filter((element) => element.isConnected);
  vv.coined = still.length ? still : choiceOfCoined(new RegExp(ordinary, "iu"));
  const taken = new Set(known);
  return vv.coined.filter((element) => !taken.has(element));
};

const choiceOfCoined = (ordinary) => {
  const own = location.hostname.replace(/^www\./, "");
  const found = [];
  const said = new Set();
  for (const element of clickables()) {
    const label = element.localName === "a" && !(vv.banner && contains(vv.banner, element)) ? rawLabel(element) : "";
    if (!COINED.test(label) || ordinary.test(label) || said.has(label)) continue;
    let target;
    try { target = new URL(hrefOf(element)); } catch { continue; }
    if (target.hostname.replace(/^www\./, "") !== own || target.pathname === "/") continue;
    const { top } = element.getBoundingClientRect();
    if (top >= window.innerHeight || !shownAnywhere(element)) continue;
    said.add(label);
    found.push({ element, top });
  }
  return found.sort((one, other) => one.top - other.top).slice(0, MOST_COINED).map(({ element }) => element);
};
