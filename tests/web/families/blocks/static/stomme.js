'use strict';
(() => {
  const byTarget = (button) => document.querySelector(button.dataset.bsTarget || button.getAttribute('href'));
  document.addEventListener('click', (event) => {
    const toggle = event.target.closest('[data-bs-toggle]');
    if (event.target.closest('[data-bs-dismiss]')) {
      event.target.closest('.offcanvas, .modal').classList.remove('show');
      return;
    }
    if (!toggle) return;
    const kind = toggle.dataset.bsToggle;
    const target = byTarget(toggle);
    if (kind === 'offcanvas' || kind === 'collapse') {
      toggle.setAttribute('aria-expanded', String(target.classList.toggle('show')));
    } else if (kind === 'modal') {
      target.hidden = !target.hidden;
    } else if (kind === 'tab') {
      toggle.closest('.nav-tabs').querySelectorAll('button').forEach((tab) => {
        tab.classList.toggle('active', tab === toggle);
        tab.setAttribute('aria-selected', String(tab === toggle));
        byTarget(tab).classList.toggle('active', tab === toggle);
      });
    }
  });
  document.querySelectorAll('.carousel').forEach((carousel) => {
    const items = [...carousel.querySelectorAll('.carousel-item')];
    carousel.addEventListener('click', (event) => {
      const step = event.target.closest('[data-bs-slide]');
      if (!step) return;
      const now = items.findIndex((item) => item.classList.contains('active'));
      items[now].classList.remove('active');
      items[(now + (step.dataset.bsSlide === 'next' ? 1 : items.length - 1)) % items.length].classList.add('active');
    });
  });
  document.querySelectorAll('[data-vaxlar]').forEach((strip) => {
    const texts = [...strip.children];
    let now = 0;
    setInterval(() => {
      texts[now].hidden = true;
      now = (now + 1) % texts.length;
      texts[now].hidden = false;
    }, Number(strip.dataset.vaxlar));
  });
  document.querySelectorAll('[data-kakor]').forEach((wall) => {
    if (document.cookie.includes('kakval=')) { wall.remove(); return; }
    wall.hidden = false;
    wall.querySelectorAll('button').forEach((button) => button.addEventListener('click', () => {
      document.cookie = `kakval=${button.value || 'ja'}; path=/; max-age=31536000`;
      wall.remove();
    }));
  });
})();
