var b=document.querySelector('.ek-mb'),m=document.getElementById('mega');b.addEventListener('click',function(){b.setAttribute('aria-expanded',m.classList.toggle('o'))});
