// The dialogs that ask about cookies, as each supplier's script writes them into the page.

const once = (name) => document.cookie.split("; ").includes(`${name}=1`);
const keep = (name) => { document.cookie = `${name}=1; path=/; max-age=31536000`; };

function put(markup, style) {
  const sheet = document.createElement("style");
  sheet.textContent = style;
  document.head.append(sheet);
  document.body.insertAdjacentHTML("beforeend", markup);
}

function closes(selector, buttons, name) {
  for (const button of document.querySelectorAll(buttons)) {
    button.addEventListener("click", () => {
      keep(name);
      document.querySelectorAll(selector).forEach((element) => element.remove());
      document.documentElement.style.overflow = "";
    });
  }
}

const suppliers = {
  cookiebot(name) {
    put(`<div id="CybotCookiebotDialogBodyUnderlay" class="CookiebotUnderlay"></div>
<div id="CybotCookiebotDialog" name="CybotCookiebotDialog" role="dialog" aria-modal="true" aria-labelledby="CybotCookiebotDialogBodyContentTitle" class="CybotCookiebotDialogActive" tabindex="-1">
<div class="CybotCookiebotDialogContentWrapper"><div id="CybotCookiebotDialogBody" class="CybotCookiebotDialogBody">
<h2 id="CybotCookiebotDialogBodyContentTitle" lang="sv">Denna webbplats använder cookies</h2>
<div id="CybotCookiebotDialogBodyContentText" lang="sv">Vi använder enhetsidentifierare för att analysera vår trafik och förbättra innehållet på ${name}s webbplats. Du kan när som helst ändra ditt val.</div></div>
<div id="CybotCookiebotDialogFooter"><div id="CybotCookiebotDialogBodyButtonsWrapper">
<button id="CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll" class="CybotCookiebotDialogBodyButton" lang="sv">Tillåt alla</button>
<button id="CybotCookiebotDialogBodyLevelButtonCustomize" class="CybotCookiebotDialogBodyButton" lang="sv">Anpassa</button>
<button id="CybotCookiebotDialogBodyButtonDecline" class="CybotCookiebotDialogBodyButton" lang="sv">Neka</button></div></div></div></div>`,
    `#CybotCookiebotDialogBodyUnderlay{position:fixed;inset:0;background:#141414;opacity:.75;z-index:2147483630}
#CybotCookiebotDialog{position:fixed;z-index:2147483631;left:50%;top:50%;transform:translate(-50%,-50%);width:min(760px,92vw);background:#fff;border-radius:8px;padding:30px;font:16px/1.5 Helvetica,Arial,sans-serif}
#CybotCookiebotDialogBodyButtonsWrapper{display:flex;gap:12px;margin-top:24px;flex-wrap:wrap}.CybotCookiebotDialogBodyButton{flex:1;min-width:140px;padding:13px;border:2px solid #1a3f6b;border-radius:4px;background:#fff;font:600 15px Helvetica,Arial,sans-serif;cursor:pointer}
#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll{background:#1a3f6b;color:#fff}`);
    document.documentElement.style.overflow = "hidden";
    closes("#CybotCookiebotDialog,#CybotCookiebotDialogBodyUnderlay",
      "#CybotCookiebotDialogBodyButtonDecline,#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll", "CookieConsent");
  },
  onetrust(name) {
    put(`<div id="onetrust-consent-sdk" data-nosnippet="true"><div class="onetrust-pc-dark-filter ot-hide ot-fade-in"></div>
<div id="onetrust-banner-sdk" class="otFlat bottom ot-wo-title" role="region" aria-label="Cookiebanner"><div role="alertdialog" aria-describedby="onetrust-policy-text" aria-label="Integritet"><div class="ot-sdk-container"><div class="ot-sdk-row">
<div id="onetrust-group-container"><div id="onetrust-policy"><div id="onetrust-policy-text">Genom att klicka på ”Acceptera alla cookies” samtycker du till att ${name} lagrar cookies på din enhet för att förbättra navigeringen och analysera användningen. <a class="ot-cookie-policy-link" href="/om-webben">Mer information</a></div></div></div>
<div id="onetrust-button-group-parent"><div id="onetrust-button-group"><button id="onetrust-pc-btn-handler" class="cookie-setting-link">Cookieinställningar</button><button id="onetrust-reject-all-handler">Avvisa alla</button><button id="onetrust-accept-btn-handler">Acceptera alla cookies</button></div></div></div></div></div></div></div>`,
    `.ot-hide{display:none}#onetrust-banner-sdk{position:fixed;left:0;right:0;bottom:0;z-index:2147483645;background:#fff;box-shadow:0 0 18px rgba(0,0,0,.25);padding:22px 34px;font:15px/1.5 Arial,sans-serif}
#onetrust-banner-sdk .ot-sdk-row{display:flex;gap:30px;align-items:center;max-width:1200px;margin:0 auto;flex-wrap:wrap}#onetrust-group-container{flex:1 1 400px}#onetrust-button-group{display:flex;gap:10px;flex-wrap:wrap}
#onetrust-button-group button{border:1px solid #365f37;background:#365f37;color:#fff;padding:12px 20px;border-radius:2px;font:600 14px Arial,sans-serif;cursor:pointer}#onetrust-pc-btn-handler.cookie-setting-link{background:none;color:#365f37;border:0;text-decoration:underline}`);
    closes("#onetrust-consent-sdk", "#onetrust-reject-all-handler,#onetrust-accept-btn-handler", "OptanonAlertBoxClosed");
  },
  line() {
    put(`<aside class="kakrad" aria-label="Kakor"><p>Vi har bara kakor som behövs för att sidan ska fungera. <a href="/om-webben">Läs om kakor</a></p><button type="button">Jag förstår</button></aside>`,
      `.kakrad{position:fixed;left:0;right:0;bottom:0;background:#fff7dd;border-top:2px solid #c9a227;padding:12px 24px;display:flex;gap:20px;align-items:center;justify-content:center;z-index:50;font-size:16px}.kakrad p{margin:0}.kakrad button{font:inherit;padding:8px 18px}`);
    closes(".kakrad", ".kakrad button", "kakrad");
  },
  stuck(name) {
    put(`<div class="samtycke-yta"><section class="samtycke" role="dialog" aria-modal="true" aria-labelledby="samtycke-rubrik"><h2 id="samtycke-rubrik">Ditt samtycke behövs</h2>
<p>${name} använder en extern tjänst för att hantera kakor. Dina val hämtas från tjänsten, vänta ett ögonblick …</p>
<p><label><input type="checkbox" checked disabled> Nödvändiga</label> <label><input type="checkbox" disabled> Statistik</label> <label><input type="checkbox" disabled> Video</label></p>
<p><button type="button" disabled>Godkänn valda kakor</button> <button type="button" disabled>Endast nödvändiga</button></p><p class="fel">Tjänsten svarar inte just nu. Försök igen senare.</p></section></div>`,
    `.samtycke-yta{position:fixed;inset:0;background:rgba(20,26,30,.88);display:grid;place-items:center;z-index:999}.samtycke{background:#fff;max-width:560px;margin:16px;padding:34px;border-top:8px solid var(--spark)}.samtycke label{margin-right:18px}.samtycke button{font:inherit;padding:12px 20px}.fel{color:#9b1c1c}`);
    document.documentElement.style.overflow = "hidden";
  },
};
const memory = { cookiebot: "CookieConsent", onetrust: "OptanonAlertBoxClosed", line: "kakrad", stuck: "samtycke" };

export function askConsent(kind, name) {
  if (!once(memory[kind])) suppliers[kind](name);
}
