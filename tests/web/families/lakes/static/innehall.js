"use strict";
// A page whose words are in the page as data, and stand in it only once a script has put them there.
document.querySelector("main").innerHTML = JSON.parse(document.getElementById("innehall").textContent).html;
