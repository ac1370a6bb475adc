const plats = document.getElementById("app");
const svar = await fetch("/api/sidor/start.json");
if (svar.ok) {
  const sida = await svar.json();
  plats.innerHTML = sida.html;
}
