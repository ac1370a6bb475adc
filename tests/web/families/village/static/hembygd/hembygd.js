(function () {
  var popup = document.getElementById('sliding-popup');
  if (popup) {
    Array.prototype.forEach.call(popup.getElementsByTagName('button'), function (b) {
      b.addEventListener('click', function () { popup.style.display = 'none'; });
    });
  }
  Array.prototype.forEach.call(document.querySelectorAll('.toggle-fraga'), function (b) {
    var svar = b.nextElementSibling;
    svar.style.display = 'none';
    b.setAttribute('aria-expanded', 'false');
    b.addEventListener('click', function () {
      var oppen = svar.style.display === 'none';
      svar.style.display = oppen ? 'block' : 'none';
      b.setAttribute('aria-expanded', oppen);
    });
  });
})();
