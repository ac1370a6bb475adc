const $=(t,a={},...k)=>{const e=document.createElement(t);for(const[n,v]of Object.entries(a))n==='html'?e.innerHTML=v:e.setAttribute(n,v);e.append(...k);return e};
const j=p=>fetch('/data/'+p+'.json').then(r=>r.json());
const link=([t,h])=>$('a',{href:h},t);
async function boot(){
 const cfg=await j('site');const app=document.getElementById('app');
 const key=location.pathname.replace(/index\.html$/,'').replace(/^\/|\/$/g,'').replace(/\//g,'-')||'start';
 const page=await j(key);
 document.title=page.title+' – Skrovelunds kommun';
 const svc=$('div',{class:'service'},...cfg.service.map(link));svc.lastChild.className='kc';
 app.append($('header',{class:'masthead'},$('div',{class:'shell'},$('a',{class:'logo',href:'/'},'Skrovelunds kommun'),svc)),
  $('nav',{class:'nav','aria-label':'Huvudmeny'},$('div',{class:'shell'},$('ul',{},...cfg.menu.map(m=>$('li',{},link(m)))))));
 const main=$('main',{class:'shell',id:'innehall'});app.append(main);
 if(key==='start'){
  const f=$('form',{class:'find',action:'/sok',role:'search'},$('input',{name:'q','aria-label':'Sök på webbplatsen',placeholder:'Vad letar du efter?'}),$('button',{},'Sök'));
  main.append($('div',{class:'lead'},$('h1',{},page.title),f),
   $('ul',{class:'cards'},...page.cards.map(c=>$('li',{},$('b',{},link(c)),c[2]))),$('h2',{},'Aktuellt'),
   $('ul',{class:'news'},...page.news.map(n=>$('li',{},$('time',{},n[2]),' ',link(n)))));
 }else main.append($('div',{html:page.body}));
 app.append($('footer',{class:'foot'},$('div',{class:'shell'},$('p',{},'Skrovelunds kommun, 788 42 Skrovelund. Organisationsnummer 212000-9981'),$('ul',{},...cfg.foot.map(m=>$('li',{},link(m)))))));
 app.removeAttribute('aria-busy');
 if(!sessionStorage.getItem('ck')){const c=$('div',{class:'ck',role:'region','aria-label':'Kakor'},$('span',{},'Vi använder kakor för statistik. Nödvändiga kakor går inte att stänga av.'));
  ['Bara nödvändiga','Godkänn alla'].forEach(t=>{const b=$('button',{type:'button'},t);b.onclick=()=>{sessionStorage.setItem('ck',t);c.remove()};c.append(b)});document.body.append(c)}
}
boot();
