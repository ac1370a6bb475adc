(function(){
var el=function(t,a,k){var e=document.createElement(t);for(var n in a||{})e.setAttribute(n,a[n]);[].concat(k||[]).forEach(function(c){e.appendChild(typeof c==='string'?document.createTextNode(c):c)});return e};
var L=function(h,t,c){return el('a',c?{href:h,'class':c}:{href:h},t)};
var pages={
start:function(){return [el('div',{'class':'banner'},[el('h1',{},'Hej från Västanå!'),el('p',{},'Skogen, ån och 24 000 grannar.')]),el('div',{'class':'in'},[el('h2',{},'Nyheter'),el('p',{},L('/bygga/','Ny detaljplan för Ådalen')),el('p',{},L('/skola/','Skolval pågår till 15 december')),el('p',{},L('/omsorg/','Träffpunkten flyttar')),el('h2',{},'Kalender'),el('p',{},'26 november – Prova på innebandy för seniorer'),el('p',{},'29 november – Skyltsöndag med häst och vagn'),el('h2',{},'Vårt Västanå'),el('p',{},'Vi bygger 300 nya bostäder vid ån, rustar ishallen och öppnar en förskola i Björke. Följ arbetet här.')])]},
service:function(){return [el('main',{'class':'in'},[el('h1',{},'Kundservice'),el('p',{},'Kundservice är stället dit du vänder dig först när du har något att fråga Västanå kommun. Våra åtta kundvägledare har daglig kontakt med samtliga förvaltningar.'),el('h2',{},'Frågor vi brukar få'),el('ul',{},['Lediga platser på förskolor','Bygglov, kartor och adressättning','Ansökan om trygghetslarm','Tömning av slam och sopor','Hyra av idrottshallar','Skolskjutsregler'].map(function(x){return el('li',{},x)})),el('h2',{},'Svar'),el('p',{},'Kan vi svara gör vi det direkt. I andra fall lämnar vi över till en handläggare, som hör av sig inom två arbetsdagar.'),el('h2',{},'Nå oss'),el('p',{},'0583-810 00, måndag till fredag 8–16.30'),el('p',{},'kundservice@vastana.example'),el('p',{},'Sjögatan 3, öppet 8–16'),el('h2',{},'Avvikande tider'),el('p',{},'Klämdagen den 7 januari och alla dagar före röd dag stänger vi klockan 12.'),el('h2',{},'Personal'),el('p',{},'Chef för Kundservice: Petra Lans')])]},
etj:function(){return [el('main',{'class':'in'},[el('h1',{},'E-tjänster'),el('p',{},'Anmäl, ansök och följ dina ärenden på nätet.')])]},
skola:function(){return [el('main',{'class':'in'},[el('h1',{},'Skola och förskola'),el('p',{},'Information till vårdnadshavare.')])]},
omsorg:function(){return [el('main',{'class':'in'},[el('h1',{},'Omsorg'),el('p',{},'Stöd till äldre och anhöriga.')])]},
bygga:function(){return [el('main',{'class':'in'},[el('h1',{},'Bygga och bo'),el('p',{},'Planer, lov och tomter.')])]}};
var r=document.getElementById('root');
setTimeout(function(){
r.appendChild(el('header',{'class':'hdr'},[L('/','Västanå kommun','lg'),L('/e-tjanster/','E-tjänster'),L('/kundservice/','Kundservice','cta')]));
r.appendChild(el('nav',{'class':'nav','aria-label':'Huvudmeny'},[L('/skola/','Skola'),L('/omsorg/','Omsorg'),L('/bygga/','Bygga och bo')]));
(pages[r.dataset.page]||pages.start)().forEach(function(n){r.appendChild(n)});
r.appendChild(el('footer',{'class':'foot'},'Västanå kommun, Sjögatan 3, 694 80 Västanå'));
},350);
})();