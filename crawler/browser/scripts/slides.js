// Pictures or boxes that take turns, whatever they are called: like siblings in one place, one of them up, and controls beside
// them that turn them.
const NEXT = /n[aä]sta|next|fram[aå]t|^[›>→»❯]$/i;
const BACK = /f[oö]reg[aå]ende|previous|prev\b|bak[aå]t|^[‹<←«❮]$/i;
const DOT = /^((visa |g[aå] till )?(bild|slide|sida|nummer|puff)( nummer| nr)? ?)?\d{1,2}( (av|of|\/) ?\d{1,2})?$/i;
const STEERING = "button, [role=button], [role=tab], a[href^='#'], a[href=''], a:not([href])";
const MOST_SLIDES = 20;

const flatChildren = (parent) => (parent.localName === "slot" && parent.assignedElements().length ? parent.assignedElements() : [...(parent.shadowRoot || parent).children]);

const steeringIn = (root, slides) => {
  const all = [root, root.shadowRoot].filter(Boolean).flatMap((one) => [...one.querySelectorAll(STEERING)]).slice(0, 60)
    .filter((control) => shownAnywhere(control) && !slides.some((slide) => slide === control || slide.contains(control)));
  if (all.length === 0 || all.length > slides.length + 6) return null;
  const names = new Map(all.map((control) => [control, controlName(control)]));
  const dots = all.filter((control) => names.get(control) === "" || DOT.test(names.get(control)));
  // Arrows that are drawn say in their class which way they go.
  const called = (pattern) => all.find((control) => pattern.test(names.get(control))) || (dots.length === slides.length ? null : all.find((control) => pattern.test(tokens(control)))) || null;
  const [next, back] = [called(NEXT), called(BACK)];
  return dots.length === slides.length || next || back ? { dots: dots.length === slides.length ? dots : [], next, back } : null;
};

const slideSets = new Map();
// The set that has this box as one of its slides: {root, slides, dots, next, back}, or null.
const setAround = (node) => {
  const parent = parentOf(node);
  if (!parent || /^(body|html|table|tbody|select)$/.test(parent.localName)) return null;
  const key = parent;
  if (slideSets.has(key)) {
    const known = slideSets.get(key);
    return known && known.slides.includes(node) ? known : null;
  }
  // What stands beside the slides, their controls perhaps, has no class in common with them.
  const classes = [...node.classList];
  const slides = flatChildren(parent).filter((child) => child.localName === node.localName && (classes.length === 0 || classes.some((name) => child.classList.contains(name))));
  let found = null;
  const up = slides.length > 1 && slides.length <= MOST_SLIDES && slides.some((slide) => {
    const box = slide.getBoundingClientRect();
    return box.width >= 120 && box.height >= 60 && shownAnywhere(slide);
  });
  for (let root = parent, limit = 4; up && !found && root && limit > 0 && !/^(body|html)$/.test(root.localName); root = parentOf(root), limit -= 1) {
    if (root.localName === "slot") continue;
    const steering = steeringIn(root, slides);
    if (steering) found = { root, slides, ...steering };
  }
  slideSets.set(key, found);
  return found;
};

// The slide an element stands on, with its set; null where nothing takes turns.
const slideOf = (element) => {
  let found = null;
  closest(element, (node) => {
    const set = setAround(node);
    if (set) found = { ...set, slide: node };
    return Boolean(set);
  }, 10);
  return found;
};

// Which slides are up: those with their middle inside the box that they take turns in.
const slidesUp = ({ root, slides }) => {
  const place = root.getBoundingClientRect();
  return slides.map((slide, index) => {
    const box = slide.getBoundingClientRect();
    const middle = (box.left + box.right) / 2;
    return shownAnywhere(slide) && middle > place.left && middle < place.right ? index : -1;
  }).filter((index) => index >= 0);
};

const onOtherSlide = (element) => {
  const set = slideOf(element);
  return Boolean(set) && !slidesUp(set).includes(set.slides.indexOf(set.slide));
};

// The ways to a hidden element's slide, the one with the fewest presses first: [{element, presses}].
const turnsTo = (hidden) => {
  const set = slideOf(hidden);
  if (!set) return [];
  const up = slidesUp(set);
  const count = set.slides.length;
  const target = set.slides.indexOf(set.slide);
  if (up.length === 0 || up.includes(target)) return [];
  const around = (steps) => ((steps % count) + count) % count;
  return [
    { element: set.dots[target], presses: 1 },
    { element: set.next, presses: around(target - up[up.length - 1]) },
    { element: set.back, presses: around(up[0] - target) },
  ].filter(({ element }) => element && !element.disabled).sort((one, other) => one.presses - other.presses);
};
