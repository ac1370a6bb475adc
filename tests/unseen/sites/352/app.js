(function(){
var S={bar:[["/kundcenter","Kundcenter"],["/e-tjanster","E-tjänster"],["/lattlast","Lättläst"],["/languages","Other languages"]],
nav:["Barn och utbildning","Omsorg och stöd","Bygga och bo","Trafik och utemiljö","Uppleva och göra","Jobb och företag","Kommun och politik"],
cols:[["Förskola och skola",["Sök förskoleplats","Skolval inför hösten","Skolskjuts","Matsedel","Läsårstider","Kulturskolan"]],["Bygga, bo och miljö",["Bygglov","Lediga tomter","Eldning och rökning","Enskilt avlopp","Sophämtning","Återvinningscentralen i Ramsta"]],["Stöd och omsorg",["Hemtjänst","Ekonomiskt bistånd","Anhörigstöd","Färdtjänst","Orosanmälan","God man"]],["Fritid",["Boka idrottshall","Simhallen","Biblioteket","Vandringsleder","Föreningsbidrag"]]],
news:["Snart dags att rösta om nya lekplatsen","Vattnet stängs av på Garvargatan natten till torsdag","Ödevrå satsar på fler sommarjobb","Så blir budgeten nästa år"]};
function slug(s){return '/'+s.toLowerCase().replace(/[åä]/g,'a').replace(/ö/g,'o').replace(/[^a-z]+/g,'-')}
function a(h,t){return '<a href="'+h+'">'+t+'</a>'}
var root=document.getElementById('app'),page=document.getElementById('page-data');
var h='<div class="x-bar" role="navigation" aria-label="Genvägar">'+S.bar.map(function(b){return a(b[0],b[1])}).join('')+'</div><header class="x-top"><b>'+'Ödevrå kommun</b><nav aria-label="Huvudmeny">'+S.nav.map(function(n){return a(slug(n),n)}).join('')+'</nav></header>';
if(page){h+='<main class="doc">'+JSON.parse(page.textContent).html+'</main>'}
else{h+='<main><div class="x-hero"><h1>Välkommen till Ödevrå</h1><form action="/sok"><input name="q" aria-label="Sök"> <button>Sök</button></form></div><div class="x-grid">'+S.cols.map(function(c){return '<section><h2>'+c[0]+'</h2><ul>'+c[1].map(function(t){return '<li>'+a(slug(t),t)+'</li>'}).join('')+'</ul></section>'}).join('')+'<section><h2>Nyheter</h2>'+S.news.map(function(t){return '<p>'+a('/nyheter'+slug(t),t)+'</p>'}).join('')+'</section></div></main>'}
h+='<footer><p>Ödevrå kommun, Torget 1, 912 40 Ödevrå. Organisationsnummer 212000-0000.</p>'+a('/kundcenter','Kundcenter')+a('/tyck-till','Tyck till')+a('/tillganglighet','Tillgänglighetsredogörelse')+a('/personuppgifter','Behandling av personuppgifter')+'</footer>';
setTimeout(function(){root.innerHTML=h},250);
})();
