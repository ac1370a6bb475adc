(function () {
  var nav = document.getElementById('site-navigation');
  var button = nav.getElementsByTagName('button')[0];
  button.onclick = function () {
    nav.classList.toggle('toggled-on');
    button.setAttribute('aria-expanded', nav.classList.contains('toggled-on'));
  };
  var notice = document.getElementById('cookie-notice');
  if (notice) {
    notice.querySelector('button').onclick = function () { notice.parentNode.removeChild(notice); };
  }
})();
