(function () {
  "use strict";
  var state = { sum: 0 };
  window.__modules.forEach(function (run) { run(state); });

  function one(selector) { return document.querySelector(selector); }
  function toggle(button, target, className) {
    button.addEventListener("click", function () {
      var open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      if (className) target.classList.toggle(className, open); else target.hidden = !open;
    });
  }

  function start() {
    var banner = one("#cookie-banner");
    if (!banner) return;
    banner.addEventListener("click", function (event) { if (event.target.closest("button")) banner.remove(); });
    toggle(one(".contact"), one("#contact-panel"));
    toggle(one(".hamburger"), one(".main-nav"), "open");
    document.querySelectorAll(".main-nav > ul > li").forEach(function (item) {
      item.addEventListener("mouseenter", function () { item.classList.add("open"); });
      item.addEventListener("mouseleave", function () { item.classList.remove("open"); });
    });

    var seen = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) { if (entry.isIntersecting) entry.target.classList.add("seen"); });
    });
    document.querySelectorAll(".card").forEach(function (card) { seen.observe(card); });

    // A search index over the page's links, as many sites build for their suggestions.
    var index = {};
    document.querySelectorAll("a[href]").forEach(function (link) {
      link.textContent.toLowerCase().split(/\s+/).forEach(function (word) { (index[word] = index[word] || []).push(link.href); });
    });
    window.__index = index;

    fetch("/aktuellt.json").then(function (answer) { return answer.json(); }).then(function (items) {
      one("#events").innerHTML = items.map(function (item) {
        return "<li><strong>" + item.day + "</strong><br><a href='" + item.url + "'>" + item.title + "</a></li>";
      }).join("");
    });
    document.documentElement.dataset.sum = String(state.sum);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
