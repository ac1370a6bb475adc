(function () {
  var remsa = document.getElementById('cookieinfo');
  if (remsa) {
    remsa.getElementsByTagName('button')[0].onclick = function () { remsa.style.display = 'none'; };
  }
  var flikar = document.querySelectorAll('.flikar button');
  for (var i = 0; i < flikar.length; i++) {
    flikar[i].onclick = function () {
      var j;
      for (j = 0; j < flikar.length; j++) {
        flikar[j].className = '';
        document.getElementById(flikar[j].getAttribute('data-flik')).className = 'flikinnehall';
      }
      this.className = 'vald';
      document.getElementById(this.getAttribute('data-flik')).className = 'flikinnehall visas';
    };
  }
})();
