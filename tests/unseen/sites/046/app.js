(function(){var d=window.__SIDA__;setTimeout(function(){
var r=document.getElementById('root');r.innerHTML='';
var h=document.createElement('div');h.className='hd';h.innerHTML='<b>Tallmo</b>';
[['/','Start'],['/invanare','För invånare'],['/foretag','För företag'],['/kontakta-tallmo','Kontakta Tallmo']].forEach(function(l){var a=document.createElement('a');a.href=l[0];a.textContent=l[1];h.appendChild(a)});r.appendChild(h);
var c=document.createElement('div');c.className='ct';c.innerHTML='<h1>'+d.rubrik+'</h1>'+(d.text||[]).map(function(t){return '<p>'+t+'</p>'}).join('');
if(d.fragor){var f=document.createElement('div');f.className='faq';d.fragor.forEach(function(q){var b=document.createElement('button');b.textContent=q[0];b.setAttribute('aria-expanded','false');var s=document.createElement('div');s.hidden=true;s.innerHTML=q[1];b.onclick=function(){s.hidden=!s.hidden;b.setAttribute('aria-expanded',String(!s.hidden))};f.appendChild(b);f.appendChild(s)});c.appendChild(f)}
r.appendChild(c)},400)})();

