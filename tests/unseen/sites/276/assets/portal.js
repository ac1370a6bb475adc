(function(){
var S={util:[["Lyssna","/lyssna"],["Other languages","/languages"],["Kontaktcenter","/kontaktcenter/"],["Mina sidor","/minasidor"]],
nav:["Förskola och skola","Omsorg och stöd","Bygga och bo","Trafik och resor","Uppleva och göra","Näringsliv","Kommun och demokrati"],
foot:["Om webbplatsen","Tillgänglighetsredogörelse","Behandling av personuppgifter","Kakor","Lediga jobb","Press","Anslagstavla","Diarium","Öppna data","Karta","Förtroendevalda","Sammanträden","Lämna synpunkt","Felanmälan gata och park","Styrdokument","Budget 2027","Visselblåsning","Grafisk profil"]};
function sl(s){return "/"+s.toLowerCase().replace(/[åä]/g,"a").replace(/ö/g,"o").replace(/[^a-z0-9]+/g,"-")}
function el(h){var d=document.createElement("div");d.innerHTML=h;return d.firstElementChild}
function paint(){
 var b=document.body,m=document.getElementById("app");
 b.insertBefore(el('<header class="c-top"><div class="c-top__in"><a class="c-logo" href="/">Vargösunds stad</a>'+S.util.map(function(u){return '<a class="c-util" href="'+u[1]+'">'+u[0]+'</a>'}).join("")+'</div></header>'),m);
 b.insertBefore(el('<nav class="c-nav" aria-label="Ämnen"><ul>'+S.nav.map(function(t){return '<li><a href="'+sl(t)+'">'+t+'</a></li>'}).join("")+'</ul></nav>'),m);
 if(window.SIDA){m.innerHTML=window.SIDA}
 b.appendChild(el('<footer class="foot"><ul>'+S.foot.map(function(t){return '<li><a href="'+sl(t)+'">'+t+'</a></li>'}).join("")+'</ul></footer>'));
 if(!sessionStorage.getItem("kaka")){var k=el('<div id="kaka" role="dialog" aria-label="Kakor"><p>Vi använder kakor för att webbplatsen ska fungera och för statistik.</p><button id="k1">Godkänn alla</button><button id="k2">Endast nödvändiga</button></div>');b.appendChild(k);k.addEventListener("click",function(e){if(e.target.tagName=="BUTTON"){sessionStorage.setItem("kaka","1");k.remove()}})}
}
setTimeout(paint,350)})();