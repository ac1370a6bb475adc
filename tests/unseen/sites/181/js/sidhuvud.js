class TranSidhuvud extends HTMLElement{
  constructor(){super();
    const r=this.attachShadow({mode:'open'});
    r.innerHTML=`<style>
:host{display:block;font-family:Verdana,Arial,sans-serif}
.rad{display:flex;flex-wrap:wrap;align-items:center;gap:10px;padding:14px 5vw;border-bottom:4px solid #8a1538;background:#fff}
.namn{font-size:24px;font-weight:700;color:#8a1538;text-decoration:none;margin-right:auto}
button{font:600 18px Verdana,Arial,sans-serif;min-height:48px;padding:0 22px;border:2px solid #8a1538;background:#fff;color:#8a1538;cursor:pointer}
button[aria-expanded=true]{background:#8a1538;color:#fff}
.panel{background:#f7eef1;padding:24px 5vw;color:#222;font-size:17px;line-height:1.6}
.panel[hidden]{display:none}.panel h2{margin:0 0 6px}.panel a,.meny a{color:#8a1538}
.meny ul{list-style:none;margin:0;padding:18px 5vw;background:#f7f7f7;columns:3 220px}.meny[hidden]{display:none}.meny li{padding:5px 0}
</style>
<div class="rad"><a class="namn" href="/">Tranubols kommun</a>
<button type="button" id="k" aria-expanded="false" aria-controls="kp">Kontakt</button>
<button type="button" id="m" aria-expanded="false" aria-controls="mp">Meny</button></div>
<div class="panel" id="kp" hidden><h2>Medborgarservice</h2><p>Telefon: <a href="tel:+4697866600">0978-666 00</a><br>E-post: <a href="mailto:medborgarservice@tranubol.example">medborgarservice@tranubol.example</a><br>Öppet måndag–fredag 9–15, Bärgatan 11</p><p><a href="/medborgarservice/">Mer om Medborgarservice</a></p></div>
<nav class="meny" id="mp" hidden aria-label="Huvudmeny"><ul><li><a href="/skola/">Förskola och skola</a></li><li><a href="/skola/skolskjuts">Skolskjuts</a></li><li><a href="/omsorg">Äldre och omsorg</a></li><li><a href="/omsorg/larm">Trygghetslarm</a></li><li><a href="/bygga">Bygga nytt och bygga om</a></li><li><a href="/bygga/kartor">Kartor</a></li><li><a href="/avfall">Avfall</a></li><li><a href="/vagar">Vägar och snö</a></li><li><a href="/kultur">Kultur</a></li><li><a href="/idrott">Idrott och motion</a></li><li><a href="/foretag">Företag</a></li><li><a href="/sa-styrs/">Så styrs kommunen</a></li><li><a href="/protokoll">Protokoll</a></li><li><a href="/jobb">Lediga tjänster</a></li></ul></nav>`;
    [['k','kp'],['m','mp']].forEach(([b,p])=>{r.getElementById(b).addEventListener('click',e=>{const el=r.getElementById(p);el.hidden=!el.hidden;e.currentTarget.setAttribute('aria-expanded',String(!el.hidden));});});
  }}
customElements.define('tran-sidhuvud',TranSidhuvud);
