(function(){var r=document.querySelectorAll('#remsa .rad'),i=0;
setInterval(function(){r[i].classList.remove('on');i=(i+1)%r.length;r[i].classList.add('on');},7000);
var b=document.getElementById('menyknapp'),m=document.getElementById('stormeny');
b.addEventListener('click',function(){m.hidden=!m.hidden;b.setAttribute('aria-expanded',String(!m.hidden));});})();
