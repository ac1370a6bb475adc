class AsbodaTopp extends HTMLElement {
  connectedCallback() {
    const rot = this.attachShadow({ mode: "open" });
    rot.innerHTML = `<style>
      ul { display: flex; flex-wrap: wrap; gap: 6px 22px; list-style: none; margin: 0; padding: 0; font-size: 17px; }
      a { color: #5c2c0d; padding: 8px 2px; display: inline-block; }
      a:hover { text-decoration: none; }
    </style>
    <ul>
      <li><a href="/kundcenter">Kundcenter</a></li>
      <li><a href="/sok">E-tjänster</a></li>
      <li><a href="/om-webbplatsen">In English</a></li>
    </ul>`;
  }
}
customElements.define("asboda-topp", AsbodaTopp);
