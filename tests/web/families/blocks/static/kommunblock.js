(function () {
  document.querySelectorAll('.wp-block-navigation').forEach(function (nav) {
    var box = nav.querySelector('.wp-block-navigation__responsive-container');
    nav.addEventListener('click', function (event) {
      if (event.target.closest('.wp-block-navigation__responsive-container-open')) box.classList.add('is-menu-open');
      if (event.target.closest('.wp-block-navigation__responsive-container-close')) box.classList.remove('is-menu-open');
    });
  });
  document.querySelectorAll('[data-visar]').forEach(function (button) {
    var panel = document.getElementById(button.dataset.visar);
    button.addEventListener('click', function () { panel.hidden = !panel.hidden; });
  });
  var dialog = document.querySelector('dialog.samtyckesruta');
  if (dialog) {
    dialog.addEventListener('cancel', function (event) { event.preventDefault(); });
    dialog.addEventListener('close', function () { dialog.showModal(); });
    dialog.showModal();
  }
}());
