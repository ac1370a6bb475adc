import { askConsent } from "./consent.js";

const SHEET = `<link rel="stylesheet" href="/static/kit.css">`;
const json = (address) => fetch(address, { headers: { accept: "application/json" } }).then((answer) => {
  if (!answer.ok) throw new Error(`${address} ${answer.status}`);
  return answer.json();
});
const rest = (ms) => new Promise((done) => { setTimeout(done, ms); });

function frame(element, markup) {
  const root = element.shadowRoot || element.attachShadow({ mode: "open" });
  root.innerHTML = markup;
  return root;
}

// The whole page. Addresses are kept in the hash, in the history, or left to the server.
class App extends HTMLElement {
  async connectedCallback() {
    this.site = await json("/data/site.json");
    this.head = document.createElement(this.site.shadow ? "k-head" : "header");
    this.body = document.createElement("main");
    this.foot = document.createElement(this.site.shadow ? "k-foot" : "footer");
    this.fill(this.head, this.site.head, "k-head");
    this.fill(this.foot, this.site.foot, `k-foot ${this.site.footClass || ""}`.trim());
    await this.show();
    this.append(this.head, this.body, this.foot);
    if (this.site.extra) this.insertAdjacentHTML("beforeend", this.site.extra);
    addEventListener(this.route === "hash" ? "hashchange" : "popstate", () => this.show());
    if (this.route !== "server") this.addEventListener("click", (event) => this.follow(event));
    if (this.site.consent) askConsent(this.site.consent, this.site.full);
  }
  get route() { return this.getAttribute("route"); }
  fill(element, markup, look) {
    if (element.localName.includes("-")) {
      frame(element, `${SHEET}<div class="${look}">${markup}</div>`);
    } else {
      element.className = look;
      element.innerHTML = markup;
    }
  }
  get slug() {
    if (this.route === "hash") return location.hash.replace(/^#\/?/, "") || "start";
    if (this.route === "history") return location.pathname.replace(/^\/|\/$/g, "") || "start";
    return this.getAttribute("page");
  }
  async show() {
    const [slug, part] = this.slug.split("/");
    const page = await json(`/data/${slug}.json`);
    document.title = slug === "start" ? page.title : `${page.title} | ${this.site.full}`;
    this.body.className = slug === "start" ? "" : "read";
    this.body.innerHTML = slug === "start" ? page.main
      : `<p class="path"><a href="/">Startsidan</a> / ${page.title}</p><article>${page.main}</article>`;
    if (part) this.body.querySelector(`#${part}`)?.scrollIntoView();
    else if (this.isConnected && this.body.isConnected) scrollTo(0, 0);
  }
  follow(event) {
    const link = event.composedPath().find((node) => node.localName === "a");
    const address = link?.getAttribute("href") || "";
    if (!address.startsWith("/") || address.startsWith("//") || event.ctrlKey || event.metaKey) return;
    if (address.startsWith("/#") || /\.\w+$/.test(address)) return;
    event.preventDefault();
    if (this.route === "hash") { location.hash = address; return; }
    history.pushState({}, "", address);
    this.show();
  }
}

class Head extends HTMLElement {}
class Foot extends HTMLElement {}

// <k-card to heading when>text</k-card>
class Card extends HTMLElement {
  connectedCallback() {
    frame(this, `${SHEET}<style>article{border-top:4px solid var(--spark);padding:16px 0 6px}h3{margin:4px 0 6px}time{font-size:15px;color:#4a555c}</style>
      <article><time>${this.getAttribute("when") || ""}</time><h3><a href="${this.getAttribute("to")}">${this.getAttribute("heading")}</a></h3><slot></slot></article>`);
  }
}

// A button with the links of the whole site below it.
class Menu extends HTMLElement {
  connectedCallback() {
    const label = this.getAttribute("label") || "Meny";
    const root = frame(this, `<style>
      button{font:600 16px/24px var(--face);padding:10px 16px;border:2px solid currentColor;border-radius:var(--bend);background:none;color:inherit;cursor:pointer}
      nav{position:absolute;left:0;right:0;top:100%;background:#fff;color:#1d2327;padding:18px 24px 26px;box-shadow:0 10px 18px rgba(0,0,0,.18);z-index:40}
      nav[hidden]{display:none}
      ::slotted(a){display:block;padding:10px 0;font-size:18px;line-height:26px;text-decoration:none;border-bottom:1px solid #d8dee2;color:var(--deep)}
      </style><button type="button" aria-expanded="false">${label}</button><nav hidden><slot></slot></nav>`);
    const [button, panel] = [root.querySelector("button"), root.querySelector("nav")];
    button.addEventListener("click", () => {
      panel.hidden = !panel.hidden;
      button.setAttribute("aria-expanded", String(!panel.hidden));
    });
  }
}

// Links that unfold under the pointer.
class Drop extends HTMLElement {
  connectedCallback() {
    frame(this, `<style>
      :host{position:relative;display:inline-block}
      .top{color:inherit;text-decoration:none;display:inline-block;padding:12px 0;font-size:16px}
      .under{display:none;position:absolute;left:-16px;top:100%;background:#fff;min-width:270px;padding:10px 16px 14px;box-shadow:0 8px 18px rgba(0,0,0,.2);z-index:30}
      :host(:hover) .under,:host(:focus-within) .under{display:block}
      ::slotted(a){display:block!important;color:var(--deep)!important;padding:9px 0!important;font-size:17px;text-decoration:none}
      </style><a class="top" href="${this.getAttribute("to")}">${this.getAttribute("label")} ▾</a><div class="under"><slot></slot></div>`);
  }
}

// A button whose panel is asked for when somebody wants it.
class Panel extends HTMLElement {
  connectedCallback() {
    const root = frame(this, `${SHEET}<style>
      button{font:600 17px/24px var(--face);padding:11px 22px;border:0;border-radius:var(--bend);background:var(--deep);color:#fff;cursor:pointer}
      section{position:absolute;right:24px;top:100%;width:min(430px,92vw);background:#fff;color:#1d2327;padding:22px 26px;box-shadow:0 12px 26px rgba(0,0,0,.25);border-radius:0 0 var(--bend) var(--bend);z-index:40}
      section[hidden]{display:none} @media(max-width:819px){section{right:0}}
      </style><button type="button" aria-expanded="false">${this.getAttribute("label")}</button><section hidden aria-live="polite"></section>`);
    const [button, panel] = [root.querySelector("button"), root.querySelector("section")];
    button.addEventListener("click", async () => {
      const open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      if (open) { panel.hidden = true; return; }
      if (!panel.childElementCount) {
        await rest(400);
        panel.innerHTML = (await json(this.getAttribute("src"))).main;
      }
      panel.hidden = false;
    });
  }
}

// Pictures with text that take turns.
class Slides extends HTMLElement {
  connectedCallback() {
    const slides = [...this.children];
    let now = 0;
    const root = frame(this, `<style>:host{display:block;position:relative;overflow:hidden}.dots{display:flex;gap:10px;justify-content:center;padding:14px}
      button{width:26px;height:26px;border-radius:50%;border:2px solid var(--deep);background:#fff;padding:0;cursor:pointer}button[aria-current]{background:var(--deep)}</style>
      <slot></slot><div class="dots">${slides.map((_, n) => `<button type="button" aria-label="Visa bild ${n + 1} av ${slides.length}"></button>`).join("")}</div>`);
    const dots = [...root.querySelectorAll("button")];
    const turn = (to) => {
      now = to % slides.length;
      slides.forEach((slide, n) => { slide.hidden = n !== now; });
      dots.forEach((dot, n) => dot.toggleAttribute("aria-current", n === now));
    };
    dots.forEach((dot, n) => dot.addEventListener("click", () => turn(n)));
    turn(0);
    const seconds = Number(this.getAttribute("every"));
    if (seconds) this.timer = setInterval(() => turn(now + 1), seconds * 1000);
  }
  disconnectedCallback() { clearInterval(this.timer); }
}

// What is further down is asked for when it comes near.
class Lazy extends HTMLElement {
  connectedCallback() {
    const eye = new IntersectionObserver(async ([entry]) => {
      if (!entry.isIntersecting) return;
      eye.disconnect();
      this.innerHTML = (await json(this.getAttribute("src"))).main;
    }, { rootMargin: "200px" });
    eye.observe(this);
  }
}

// A bubble in the corner.
class Chat extends HTMLElement {
  connectedCallback() {
    const words = this.innerHTML;
    const root = frame(this, `<style>
      :host{position:fixed;right:20px;bottom:20px;z-index:60;font:17px/1.5 var(--face)}
      button{font:600 17px/24px var(--face);background:var(--deep);color:#fff;border:0;border-radius:28px;padding:12px 24px;cursor:pointer;box-shadow:0 3px 10px rgba(0,0,0,.3)}
      div{position:absolute;right:0;bottom:64px;width:330px;max-width:88vw;background:#fff;border:1px solid #87939a;border-radius:10px;padding:18px 20px;color:#1d2327}
      div[hidden]{display:none}textarea{width:100%;font:inherit}</style>
      <div hidden role="dialog" aria-label="${this.getAttribute("label")}">${words}<textarea rows="2" aria-label="Skriv här" placeholder="Skriv här"></textarea></div>
      <button type="button">${this.getAttribute("label")}</button>`);
    const panel = root.querySelector("div");
    root.querySelector("button").addEventListener("click", () => { panel.hidden = !panel.hidden; });
  }
}

for (const [name, kind] of Object.entries({
  "k-head": Head, "k-foot": Foot, "k-card": Card, "k-menu": Menu, "k-drop": Drop,
  "k-panel": Panel, "k-slides": Slides, "k-lazy": Lazy, "k-chat": Chat, "k-app": App,
})) customElements.define(name, kind);
