(function () {
  function each(selector, callback) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), callback);
  }
  function toggle(button, target, className) {
    var open = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', open ? 'true' : 'false');
    if (className) { target.classList.toggle(className, open); } else { target.hidden = !open; }
    return open;
  }
  each('.menu-toggle', function (button) {
    button.addEventListener('click', function () {
      toggle(button, document.getElementById('site-navigation'), 'toggled');
    });
  });
  each('.dropdown-toggle', function (button) {
    button.addEventListener('click', function () {
      button.textContent = toggle(button, button.parentNode, 'sub-open') ? '\u2212' : '+';
    });
  });
  each('.contact-toggle', function (button) {
    button.addEventListener('click', function () {
      toggle(button, document.getElementById('contact-panel'));
    });
  });
  var notice = document.getElementById('cookie-notice');
  if (document.cookie.indexOf('cookie_notice_accepted=true') === -1) { notice.hidden = false; }
  document.getElementById('cn-accept-cookie').addEventListener('click', function () {
    document.cookie = 'cookie_notice_accepted=true; path=/; max-age=31536000';
    notice.hidden = true;
  });
})();
