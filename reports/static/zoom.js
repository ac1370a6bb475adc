// A picture at its full size with its frames, in a dialog. Without a script the link leads to the picture alone.
"use strict";
(() => {
  const dialog = document.getElementById("zoom");
  if (!dialog || !dialog.showModal) return;
  const sheet = dialog.querySelector(".sheet");
  for (const link of document.querySelectorAll("a.picture")) {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      const image = link.querySelector("img");
      // A new one: a copy would keep the file that was chosen for the small size.
      const large = document.createElement("img");
      large.alt = image.alt;
      large.width = image.getAttribute("width");
      large.height = image.getAttribute("height");
      large.src = link.href;
      const frames = link.querySelector("svg");
      sheet.replaceChildren(large, ...(frames ? [frames.cloneNode(true)] : []));
      dialog.showModal();
      const frame = sheet.querySelector("rect.frame");
      if (frame) frame.scrollIntoView({ block: "center", inline: "center" });
    });
  }
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
})();
