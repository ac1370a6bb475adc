setTimeout(function(){
  document.querySelectorAll('[data-kontakt]').forEach(function(n){
    n.innerHTML='<a class="kcl" href="/kontaktcenter/"><span>Kon</span><span>takt</span>&shy;<b>cen</b>ter</a>';
  });
  var l=document.getElementById('nyttlista');
  if(l){l.innerHTML='';[['Stallvägen får gatljus','g1'],['Simskolan öppnar för anmälan','g2'],['Kommunen säljer brandbil','g3'],['Ny parkeringsplats vid stationen','g4'],['Julgransplundring i folkparken','g5']].forEach(function(x){var i=document.createElement('li');i.innerHTML='<a href="/nytt/'+x[1]+'">'+x[0]+'</a>';l.appendChild(i)})}
},1500);
(function(){try{if(localStorage.uc_ok)return}catch(e){}
var r=document.createElement('div');r.id='usercentrics-root';document.body.appendChild(r);var s=r.attachShadow({mode:'open'});
s.innerHTML='<style>.o{position:fixed;inset:0;background:rgba(0,0,0,.55);z-index:99998}.d{position:fixed;z-index:99999;left:50%;top:50%;transform:translate(-50%,-50%);background:#fff;width:min(560px,90vw);padding:24px;border-radius:6px;font:15px/1.5 Arial;box-sizing:border-box}button{font:600 15px Arial;padding:11px 18px;border:0;background:#eee;margin:8px 6px 0 0}button.p{background:#0045a5;color:#fff}</style><div class="o"></div><div class="d" role="dialog" aria-modal="true" aria-label="Sekretessinställningar" data-testid="uc-default-banner"><h2 style="margin-top:0">Sekretessinställningar</h2><p>Vi och utvalda leverantörer använder tekniker för att webbplatsen ska fungera och för att räkna besök.</p><button data-testid="uc-more-button">Mer information</button><button class="p" data-testid="uc-deny-all-button">Neka alla</button><button class="p" data-testid="uc-accept-all-button">Acceptera alla</button></div>';
s.querySelectorAll('.p').forEach(function(b){b.addEventListener('click',function(){try{localStorage.uc_ok=1}catch(e){}r.remove()})})})();
