"use strict";

// Panels, phone menu and the consent dialogs of the mega-menu sites.

function toggle(button, open) {
  const target = document.getElementById(button.getAttribute("aria-controls"));
  const show = open === undefined ? target.hidden : open;
  target.hidden = !show;
  button.setAttribute("aria-expanded", String(show));
}

for (const button of document.querySelectorAll("button[aria-controls]")) {
  button.addEventListener("click", () => {
    if (button.classList.contains("top")) {
      for (const other of document.querySelectorAll(".mega button.top")) if (other !== button) toggle(other, false);
    }
    toggle(button);
  });
}

for (const button of document.querySelectorAll("[data-close]")) {
  button.addEventListener("click", () => {
    const id = button.dataset.close;
    document.getElementById(id).hidden = true;
    for (const opener of document.querySelectorAll(`[aria-controls="${id}"]`)) opener.setAttribute("aria-expanded", "false");
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const button of document.querySelectorAll('header button[aria-expanded="true"]')) toggle(button, false);
});

function consent(dialogId, buttonIds, underlay) {
  const dialog = document.getElementById(dialogId);
  if (!dialog || document.cookie.includes("samtycke=")) return;
  dialog.hidden = false;
  if (underlay) underlay.classList.add("shown");
  for (const id of buttonIds) {
    document.getElementById(id).addEventListener("click", () => {
      document.cookie = "samtycke=valt; path=/; max-age=31536000; samesite=lax";
      dialog.hidden = true;
      if (underlay) underlay.classList.remove("shown");
    });
  }
}

consent("CybotCookiebotDialog",
  ["CybotCookiebotDialogBodyButtonDecline", "CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll"],
  document.getElementById("CybotCookiebotDialogBodyUnderlay"));
consent("onetrust-banner-sdk", ["onetrust-reject-all-handler", "onetrust-accept-btn-handler"]);
