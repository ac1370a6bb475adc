document.addEventListener("click", (handelse) => {
  const knapp = handelse.target.closest("[data-visa]");
  if (knapp) {
    const mal = document.getElementById(knapp.dataset.visa);
    const oppen = mal.classList.toggle("ar-oppen");
    document.querySelectorAll(`[data-visa="${mal.id}"][aria-expanded]`).forEach((k) => k.setAttribute("aria-expanded", String(oppen)));
    if (oppen && mal.classList.contains("rg-mega")) {
      document.querySelectorAll(".rg-mega.ar-oppen").forEach((p) => {
        if (p !== mal) {
          p.classList.remove("ar-oppen");
          document.querySelector(`[data-visa="${p.id}"]`).setAttribute("aria-expanded", "false");
        }
      });
    }
  }
  const stang = handelse.target.closest("[data-stang]");
  if (stang) {
    stang.closest("[data-kaka]").remove();
    document.cookie = "kakval=1; path=/; max-age=31536000";
  }
});
if (document.cookie.includes("kakval=1")) document.querySelectorAll("[data-kaka]").forEach((k) => k.remove());
