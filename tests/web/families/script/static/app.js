"use strict";

// The municipality's web client: every route answers the same shell, content comes from /api/<route>.json.

const app = document.getElementById("app");

function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null));
  return element;
}

function markup(html) {
  return document.createRange().createContextualFragment(html);
}

// The content service is not instant: 100–600 ms, the same for the same address.
function latency(path) {
  let sum = 7;
  for (const letter of path) sum = (sum * 31 + letter.charCodeAt(0)) % 501;
  return 100 + sum;
}

async function content(path) {
  await new Promise((resolve) => setTimeout(resolve, latency(path)));
  const answer = await fetch(path, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function utility(link) {
  return h("li", null, h("a", { href: link.href }, link.label), link.note ? h("span", { class: "note" }, link.note) : null);
}

function headerParts(site) {
  const phoneMenu = h("nav", { class: "phone-menu", id: "meny", "aria-label": "Meny", hidden: true },
    site.menu.map((section) => [
      h("h2", null, h("a", { href: section.href }, section.title)),
      h("ul", null, section.links.map((link) => h("li", null, h("a", { href: link.href }, link.label)))),
    ]));
  const button = h("button", {
    class: "menu-button", type: "button", "aria-expanded": "false", "aria-controls": "meny",
    onclick: () => {
      phoneMenu.hidden = !phoneMenu.hidden;
      button.setAttribute("aria-expanded", String(!phoneMenu.hidden));
    },
  }, "Meny");
  return h("header", { class: "head" },
    h("div", { class: "top" }, h("ul", { class: "utility" }, site.utility.map(utility))),
    h("div", { class: "bar" },
      h("a", { class: "brand", href: "/" }, h("img", { src: "/vapen.svg", alt: "", width: 46, height: 54 }), h("span", null, site.full)),
      button),
    h("nav", { class: "nav", "aria-label": "Huvudmeny" },
      h("ul", null, site.nav.map((link) => h("li", null, h("a", { href: link.href }, link.label))))),
    phoneMenu);
}

class KommunHeader extends HTMLElement {
  show(site) {
    const root = this.shadowRoot || this.attachShadow({ mode: "open" });
    root.replaceChildren(h("link", { rel: "stylesheet", href: "/static/header.css" }), headerParts(site));
  }
}
customElements.define("kommun-header", KommunHeader);

function header(site) {
  if (!site.shadow) return headerParts(site);
  const element = document.createElement("kommun-header");
  element.show(site);
  return element;
}

function footer(site) {
  return h("footer", { class: "foot" }, h("div", { class: "foot-in" }, site.foot.map((column) =>
    h("div", null, h("h2", null, column.title), column.rows.map((row) =>
      h("p", null, row.href ? h("a", { href: row.href }, row.text) : row.text))))));
}

const blocks = {
  hero: (block) => h("div", { class: "hero" },
    h("div", { class: "hero-in" },
      document.body.classList.contains("layout-b") ? h("img", { src: block.image, alt: "" }) : null,
      h("div", { class: "hero-text" },
        h("h1", null, block.title),
        h("p", null, block.text),
        block.button ? h("a", { class: "button", href: block.button.href }, block.button.label) : null,
        h("form", { class: "search", action: "/sok", role: "search" },
          h("input", { name: "q", type: "search", "aria-label": "Sök på webbplatsen", placeholder: block.placeholder }),
          h("button", null, "Sök"))),
      document.body.classList.contains("layout-a") ? h("img", { src: block.image, alt: "" }) : null)),
  tiles: (block) => section(block, h("div", { class: "tiles" }, block.tiles.map((tile) =>
    h("a", { href: tile.href }, tile.label, tile.text ? h("span", null, tile.text) : null)))),
  news: (block) => section(block, h("div", { class: "cards" }, block.news.map((item) =>
    h("article", { class: "card" }, h("img", { src: item.image, alt: "" }),
      h("div", null, h("time", null, item.date), h("h3", null, h("a", { href: item.href }, item.title)), h("p", null, item.text)))))),
  events: (block) => section(block, h("ul", { class: "events" }, block.events.map((event) =>
    h("li", null, h("b", null, event.day), h("span", null, event.text))))),
  directory: (block, site) => section(block, h("div", { class: "directory" }, site.menu.map((part) =>
    h("div", null, h("h3", null, h("a", { href: part.href }, part.title)),
      h("ul", null, part.links.map((link) => h("li", null, h("a", { href: link.href }, link.label)))))))),
  html: (block) => section(block, markup(block.html)),
  carousel: (block) => {
    let current = 0;
    const slides = block.slides.map((slide, index) => h("div", { class: "slide", hidden: index > 0 },
      h("div", null, h("h2", null, slide.title), h("p", null, slide.text), h("a", { href: slide.href }, slide.label)),
      h("img", { src: slide.image, alt: "" })));
    const count = h("span", null, `1 av ${slides.length}`);
    const turn = (step) => {
      current = (current + step + slides.length) % slides.length;
      slides.forEach((slide, index) => { slide.hidden = index !== current; });
      count.textContent = `${current + 1} av ${slides.length}`;
    };
    return h("section", { class: "section" }, h("div", { class: "wrap" },
      h("div", { class: "carousel", role: "region", "aria-roledescription": "karusell", "aria-label": "Aktuellt just nu" },
        slides,
        h("div", { class: "carousel-nav" },
          h("button", { type: "button", "aria-label": "Föregående bild", onclick: () => turn(-1) }, "‹"),
          h("button", { type: "button", "aria-label": "Nästa bild", onclick: () => turn(1) }, "›"), count))));
  },
};

function section(block, ...children) {
  return h("section", { class: block.tint ? "section tint" : "section" },
    h("div", { class: "wrap" }, block.title ? h("h2", null, block.title) : null, children));
}

function startPage(page, site) {
  return h("main", { id: "innehall" }, page.blocks.map((block) => blocks[block.type](block, site)));
}

function crumbs(page) {
  return h("p", { class: "crumbs" }, h("a", { href: "/" }, "Start"), " › ",
    (page.crumbs || []).flatMap((link) => [h("a", { href: link.href }, link.label), " › "]), page.title);
}

function textPage(page) {
  return h("main", { class: "page", id: "innehall" }, crumbs(page), h("article", { class: "text" },
    h("h1", null, page.title),
    page.date ? h("p", { class: "date" }, page.date) : null,
    page.image ? h("img", { src: page.image, alt: "" }) : null,
    page.lead ? h("p", { class: "lead" }, page.lead) : null,
    markup(page.body || ""),
    (page.topics || []).flatMap((topic) => [h("h2", { id: topic.id }, topic.label), h("p", null, topic.text)]),
    page.meta ? h("p", { class: "meta" }, page.meta) : null));
}

let site = null;

function apiPath(route) {
  const name = route.replace(/^\/+|\/+$/g, "") || "start";
  return `/api/${name}.json`;
}

async function show(route, anchor) {
  let page;
  try {
    site = site || await content("/api/site.json");
    page = await content(apiPath(route));
  } catch {
    page = { title: "Sidan kunde inte visas", lead: "Försök igen om en stund.", body: "" };
    if (!site) { app.textContent = "Webbplatsen kunde inte laddas. Försök igen om en stund."; return; }
  }
  document.title = page.kind === "start" ? site.full : `${page.title} – ${site.full}`;
  app.replaceChildren(header(site), page.kind === "start" ? startPage(page, site) : textPage(page), footer(site));
  const target = anchor && document.getElementById(anchor.slice(1));
  if (target) target.scrollIntoView();
  else window.scrollTo(0, 0);
}

document.addEventListener("click", (event) => {
  const link = event.composedPath().find((node) => node.localName === "a" && node.href);
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || /\.\w+$/.test(url.pathname)) return;
  if (site && (site.plain || []).includes(url.pathname)) return;
  event.preventDefault();
  history.pushState(null, "", url);
  show(url.pathname, url.hash);
});

window.addEventListener("popstate", () => show(location.pathname, location.hash));

show(location.pathname, location.hash);
