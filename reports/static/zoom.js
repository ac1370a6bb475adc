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
      const large = image.cloneNode();
      large.removeAttribute("srcset");
      large.removeAttribute("sizes");
      large.removeAttribute("loading");
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
