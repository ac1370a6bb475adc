"""Opening hours as they stand on pages: what a careful human reads from them, visit and phone apart."""

import pytest

from crawler.reading import read_page

NAMES = ("må", "ti", "on", "to", "fr", "lö", "sö")
CASES: list[tuple[str, list[str]]] = [
    ("Telefontid 8–12", ["phone: må ti on to fr 08:00-12:00"]),
    ("Telefontid: 8.30–9.30", ["phone: må ti on to fr 08:30-09:30"]),
    ("Öppet 8.00–16.30, lunchstängt 12–13", ["unknown: må ti on to fr 08:00-12:00 13:00-16:30"]),
    ("Telefontid dagligen 8–12", ["phone: må ti on to fr lö sö 08:00-12:00"]),
    (
        "<h2>Öppettider</h2> // Måndag-torsdag: 7.45-16.30 // Fredag: 7.45-15.30 // Lunchstängt 12-13",
        ["unknown: må ti on to 07:45-12:00 13:00-16:30; fr 07:45-12:00 13:00-15:30"],
    ),
    (
        "<h2>Öppettider</h2> // <ul><li>Måndag–torsdag 8–16.30</li><li>Fredag 8–15</li><li>Lunchstängt "
        "12–13</li></ul>",
        ["unknown: må ti on to 08:00-12:00 13:00-16:30; fr 08:00-12:00 13:00-15:00"],
    ),
    (
        "<h2>Telefontider</h2> // Vardagar 8–16 // <h2>Besökstider</h2> // Vardagar 10–15",
        ["phone: må ti on to fr 08:00-16:00", "visit: må ti on to fr 10:00-15:00"],
    ),
    (
        "Telefon: vardagar 8–16. Besök: vardagar 10–15.",
        ["phone: må ti on to fr 08:00-16:00", "visit: må ti on to fr 10:00-15:00"],
    ),
    (
        "Telefontid: måndag–fredag 8–16. Besökstid: måndag–fredag 9–15",
        ["phone: må ti on to fr 08:00-16:00", "visit: må ti on to fr 09:00-15:00"],
    ),
    ("Vi har öppet måndag till fredag mellan 8 och 16.", ["unknown: må ti on to fr 08:00-16:00"]),
    (
        "Receptionen är öppen måndag–torsdag kl. 07.30–16.30 och fredag kl. 07.30–15.00. Telefonen är "
        "öppen 8–16 alla vardagar.",
        ["visit: må ti on to 07:30-16:30; fr 07:30-15:00", "phone: må ti on to fr 08:00-16:00"],
    ),
    (
        "Öppet vardagar 8-16.30. Lunchstängt 12-13. Dag före röd dag 8-12.",
        ["unknown: må ti on to fr 08:00-12:00 13:00-16:30"],
    ),
    ("Måndag 8.00–12.00 och 13.00–16.00", ["unknown: må 08:00-12:00 13:00-16:00"]),
    ("Tisdag kl 8:00 - 12:00, 13:00 - 17:00", ["unknown: ti 08:00-12:00 13:00-17:00"]),
    ("Stängt just nu. Öppnar imorgon 08.00", []),
    ("Stängt just nu // Måndag-fredag 8-16", ["unknown: må ti on to fr 08:00-16:00"]),
    ("Öppet nu. Stänger 16.30", []),
    ("Öppet idag 8–16", []),
    ("Idag öppet 8.00-16.30", []),
    ("Öppettider idag: 8.00–16.30", []),
    (
        "Måndag – torsdag 08.00 – 16.00 / Fredag 08.00 – 15.00",
        ["unknown: må ti on to 08:00-16:00; fr 08:00-15:00"],
    ),
    ("Mån-Tor 08.00-16.30 Fre 08.00-15.00", ["unknown: må ti on to 08:00-16:30; fr 08:00-15:00"]),
    ("Mån - tors 8-16.30, Fre 8-15", ["unknown: må ti on to 08:00-16:30; fr 08:00-15:00"]),
    ("M-F 8-16", ["unknown: må ti on to fr 08:00-16:00"]),
    ("Må–Fr: 08.00–16.30", ["unknown: må ti on to fr 08:00-16:30"]),
    ("Mån–Fre 8.00–16.30 (lunch 12.00–13.00)", ["unknown: må ti on to fr 08:00-12:00 13:00-16:30"]),
    ("Måndag-fredag 8.00-16.30 (stängt 12.00-13.00)", ["unknown: må ti on to fr 08:00-12:00 13:00-16:30"]),
    ("Måndag–fredag kl. 8–12 och kl. 13–16", ["unknown: må ti on to fr 08:00-12:00 13:00-16:00"]),
    (
        "Måndag till torsdag klockan 7.30 till 16.30, fredag klockan 7.30 till 15.",
        ["unknown: må ti on to 07:30-16:30; fr 07:30-15:00"],
    ),
    ("Vardagar från 8 till 17", ["unknown: må ti on to fr 08:00-17:00"]),
    ("Vi svarar på telefon helgfri vardag mellan kl. 8.00 och 16.30", ["phone: må ti on to fr 08:00-16:30"]),
    (
        "Växeln är öppen: måndag - torsdag 07:45 - 16:30, fredag 07:45 - 15:00, lunchstängt 12:00 - 12:45",
        ["phone: må ti on to 07:45-12:00 12:45-16:30; fr 07:45-12:00 12:45-15:00"],
    ),
    (
        "Telefontid måndag, tisdag, torsdag och fredag 9.00–11.00, onsdag ingen telefontid",
        ["phone: må ti to fr 09:00-11:00"],
    ),
    (
        "Måndag, onsdag 8-16, tisdag, torsdag 8-18, fredag 8-15",
        ["unknown: må on 08:00-16:00; ti to 08:00-18:00; fr 08:00-15:00"],
    ),
    (
        "Öppettider i receptionen: Mån, tis, tors 8–16, ons 8–18, fre 8–14",
        ["visit: må ti to 08:00-16:00; on 08:00-18:00; fr 08:00-14:00"],
    ),
    ("Drop-in tisdagar 13–15", ["visit: ti 13:00-15:00"]),
    ("Drop-in: tisdag 13.00-15.00 och torsdag 9.00-11.00", ["visit: ti 13:00-15:00; to 09:00-11:00"]),
    ("<h2>Sommaröppettider</h2> // Måndag-fredag 8-15", ["unknown:"]),
    (
        "<h2>Öppettider sommar</h2> // Måndag–fredag 9–15 // <h2>Öppettider</h2> // Måndag–fredag 8–16",
        ["unknown:", "unknown: må ti on to fr 08:00-16:00"],
    ),
    ("<h2>Avvikande öppettider</h2> // Skärtorsdag 8-12 // Långfredag stängt", []),
    (
        "<h3>Telefon</h3> // 0123-45 67 00 // Måndag–fredag 8–16 // <h3>Besök</h3> // Storgatan 1 // "
        "Måndag–fredag 10–15",
        ["phone: må ti on to fr 08:00-16:00", "visit: må ti on to fr 10:00-15:00"],
    ),
    (
        "<table><tr><th>Dag</th><th>Telefon</th><th>Besök</th></tr><tr><td>Måndag</td><td>8–16</td><td>10–15</td></tr><tr><td>Tisdag</td><td>8–16</td><td>10–15</td></tr></table>",
        ["phone: må ti 08:00-16:00", "visit: må ti 10:00-15:00"],
    ),
    (
        "<table><tr><th>Dag</th><th>Telefon 0123-45 67 00</th><th>Besök, Rådhustorget 1</th></tr>"
        "<tr><td>Måndag</td><td>8–16</td><td>10–15</td></tr><tr><td>Fredag</td><td>8–15</td><td>10–13</td></tr></table>",
        ["phone: må 08:00-16:00; fr 08:00-15:00", "visit: må 10:00-15:00; fr 10:00-13:00"],
    ),
    (
        "<p>0123-45 67 00 vardagar 8–17. Chatta med oss vardagar 9–15.</p>",
        ["phone: må ti on to fr 08:00-17:00", "chat: må ti on to fr 09:00-15:00"],
    ),
    (
        "<p>Växeln: 0123-45 67 00 (7.45–12.00, 12.45–16.00).</p>",
        ["phone: må ti on to fr 07:45-12:00 12:45-16:00"],
    ),
    (
        "<table><tr><th>Dag</th><th>Öppettid</th></tr><tr><td>Måndag–torsdag</td><td>8.00–16.30</td></tr><tr><td>Fredag</td><td>8.00–15.00</td></tr><tr><td>Lördag–söndag</td><td>Stängt</td></tr></table>",
        ["unknown: må ti on to 08:00-16:30; fr 08:00-15:00"],
    ),
    (
        "<dl><dt>Måndag</dt><dd>8–16</dd><dt>Tisdag</dt><dd>9–17</dd></dl>",
        ["unknown: må 08:00-16:00; ti 09:00-17:00"],
    ),
    (
        "<p>Öppettider:<br>Måndag–torsdag<br>8.00–16.30<br>Fredag<br>8.00–15.00</p>",
        ["unknown: må ti on to 08:00-16:30; fr 08:00-15:00"],
    ),
    (
        "Vardagar 8.00-16.30, klämdagar och dag före helgdag 8.00-13.00",
        ["unknown: må ti on to fr 08:00-16:30"],
    ),
    ("Måndag–fredag 8–17 (avvikande öppettider kan förekomma)", ["unknown: må ti on to fr 08:00-17:00"]),
    ("Telefontider till handläggare: vardagar 8.30–9.30", ["phone: må ti on to fr 08:30-09:30"]),
    (
        "Du kan ringa oss vardagar 8–16, torsdagar till kl. 18.",
        ["phone: må ti on fr 08:00-16:00; to 08:00-18:00"],
    ),
    ("Öppet vardagar till 16.30", ["unknown:"]),
    ("Öppet vardagar från kl 8.", ["unknown:"]),
    ("Chatten är öppen vardagar 9–15", ["chat: må ti on to fr 09:00-15:00"]),
    (
        "Chatt: måndag-fredag 9-15. Telefon: måndag-fredag 8-16",
        ["chat: må ti on to fr 09:00-15:00", "phone: må ti on to fr 08:00-16:00"],
    ),
    ("Vi har stängt för lunch mellan 12 och 13.", []),
    ("Lunchstängt klockan 12–13", []),
    (
        "Öppet: Mån 9-18 | Tis 9-18 | Ons 9-18 | Tor 9-18 | Fre 9-17 | Lör 10-14",
        ["unknown: må ti on to 09:00-18:00; fr 09:00-17:00; lö 10:00-14:00"],
    ),
    ("Monday to Friday 8 am - 4 pm", ["unknown: må ti on to fr 08:00-16:00"]),
    ("Monday–Friday, 8 a.m.–4.30 p.m.", ["unknown: må ti on to fr 08:00-16:30"]),
    ("Weekdays 8–16", ["unknown: må ti on to fr 08:00-16:00"]),
    ("08:00-16:30 (vardagar)", ["unknown: må ti on to fr 08:00-16:30"]),
    ("8–16.30 på vardagar", ["unknown: må ti on to fr 08:00-16:30"]),
    ("Kl. 08.00 – 16.30 alla helgfria vardagar", ["unknown: må ti on to fr 08:00-16:30"]),
    ("Öppet alla dagar dygnet runt för akuta ärenden", []),
    (
        "Måndag 7:30 - 18:00 // Tisdag 7:30 - 16:30 // Onsdag 7:30 - 16:30 // Torsdag 7:30 - 16:30 // "
        "Fredag 7:30 - 15:00",
        ["unknown: må 07:30-18:00; ti on to 07:30-16:30; fr 07:30-15:00"],
    ),
    (
        "Måndagar-torsdagar: 07.30-16.30 Fredagar: 07.30-16.00",
        ["unknown: må ti on to 07:30-16:30; fr 07:30-16:00"],
    ),
    (
        "Ring oss helgfri måndag–torsdag klockan 7.30–16.30 och fredag klockan 7.30–16.00",
        ["phone: må ti on to 07:30-16:30; fr 07:30-16:00"],
    ),
    (
        "Kontaktcenter har öppet vardagar klockan 7.30–17.00 (fredagar stänger vi klockan 16.00)",
        ["unknown: må ti on to 07:30-17:00; fr 07:30-16:00"],
    ),
    ("Måndag–fredag 08–16", ["unknown: må ti on to fr 08:00-16:00"]),
    ("Måndag–fredag 0800–1630", ["unknown: må ti on to fr 08:00-16:30"]),
    ("Måndag–fredag 8.00—16.00", ["unknown: må ti on to fr 08:00-16:00"]),
    ("Måndag–fredag kl. 8,00–16,00", ["unknown: må ti on to fr 08:00-16:00"]),
    ("Telefontid kl. 10-12 samt 13-15", ["phone: må ti on to fr 10:00-12:00 13:00-15:00"]),
    (
        "Telefon- och besökstid: måndag–fredag 8–16",
        ["phone: må ti on to fr 08:00-16:00", "visit: må ti on to fr 08:00-16:00"],
    ),
    ("Telefontid: kl 9-11 måndag, tisdag och torsdag", ["phone: må ti to 09:00-11:00"]),
    (
        "Öppet måndag–fredag 8–16 utom onsdagar då vi har öppet 8–18",
        ["unknown: må ti to fr 08:00-16:00; on 08:00-18:00"],
    ),
    ("Onsdagar har vi öppet till klockan 18.00", ["unknown:"]),
    ("Måndag–onsdag och fredag 8–16, torsdag 8–18", ["unknown: må ti on fr 08:00-16:00; to 08:00-18:00"]),
    ("Helgfria måndagar, onsdagar och fredagar klockan 9.00 till 12.00", ["unknown: må on fr 09:00-12:00"]),
    (
        "Vi finns på plats: // Tisdagar kl. 13-16 // Torsdagar kl. 9-12",
        ["visit: ti 13:00-16:00; to 09:00-12:00"],
    ),
    (
        "<h3>Öppettider kontaktcenter</h3> // Telefon och chatt: måndag–fredag 8–16 // Besök: "
        "måndag–fredag 9–15",
        [
            "chat: må ti on to fr 08:00-16:00",
            "phone: må ti on to fr 08:00-16:00",
            "visit: må ti on to fr 09:00-15:00",
        ],
    ),
    (
        "Öppettider för besök och telefon måndag–torsdag 8–12, 13–16",
        ["phone: må ti on to 08:00-12:00 13:00-16:00", "visit: må ti on to 08:00-12:00 13:00-16:00"],
    ),
    ("Bygglov: telefontid måndag–torsdag 10–11", ["phone: må ti on to 10:00-11:00"]),
    ("Äldre än 65–70 år kan söka", []),
    ("Boka senast 3–5 vardagar innan", []),
    ("Svarstid 1–3 arbetsdagar", []),
    ("Paragraf 5-8 i lagen", []),
    ("Linje 12-14", []),
    (
        "Vardagar: telefon 8–16, besök 10–15",
        ["phone: må ti on to fr 08:00-16:00", "visit: må ti on to fr 10:00-15:00"],
    ),
    (
        "Telefon 8–16 och besök 10–15 alla vardagar",
        ["phone: må ti on to fr 08:00-16:00", "visit: må ti on to fr 10:00-15:00"],
    ),
    (
        "Telefon, chatt och besök: måndag–fredag 8–16",
        [
            "chat: må ti on to fr 08:00-16:00",
            "phone: må ti on to fr 08:00-16:00",
            "visit: må ti on to fr 08:00-16:00",
        ],
    ),
    (
        "<h2>Kontaktcenter</h2> // Telefon 8.00–16.30 // Besök 10–15",
        ["phone: må ti on to fr 08:00-16:30", "visit: må ti on to fr 10:00-15:00"],
    ),
    ("Mötet är klockan 18–20", []),
    ("Föreställningen börjar kl 19–21", []),
    ("<h3>Telefontid</h3> // kl. 9–11", ["phone: må ti on to fr 09:00-11:00"]),
    ("<h3>Ring oss</h3> // 8.00–16.30", ["phone: må ti on to fr 08:00-16:30"]),
    ("<h3>Öppettider</h3> // 8–16 // lördag 10–14", ["unknown: må ti on to fr 08:00-16:00; lö 10:00-14:00"]),
    (
        "Receptionen: mån–tors 7.45–16.30, fre 7.45–15.00 // Telefon: mån–fre 8.00–16.00",
        ["visit: må ti on to 07:45-16:30; fr 07:45-15:00", "phone: må ti on to fr 08:00-16:00"],
    ),
    (
        "<table><tr><th></th><th>Besök</th><th>Telefon</th></tr><tr><th>Måndag–torsdag</th><td>8–16.30</td><td>8–16</td></tr><tr><th>Fredag</th><td>8–15</td><td>8–14</td></tr></table>",
        ["visit: må ti on to 08:00-16:30; fr 08:00-15:00", "phone: må ti on to 08:00-16:00; fr 08:00-14:00"],
    ),
    (
        "<table><tr><td>Öppettider</td><td>Måndag–fredag "
        "8–16</td></tr><tr><td>Telefontider</td><td>Måndag–fredag 9–15</td></tr></table>",
        ["unknown: må ti on to fr 08:00-16:00", "phone: må ti on to fr 09:00-15:00"],
    ),
    (
        "Öppettider // Måndag-fredag: 08:00-16:30 // (lunchstängt 12:00-13:00)",
        ["unknown: må ti on to fr 08:00-12:00 13:00-16:30"],
    ),
    ("Fredagar stänger vi klockan 15.", ["unknown:"]),
    (
        "<h2>Öppettider och avvikande öppettider</h2> // Måndag-fredag 8-16",
        ["unknown: må ti on to fr 08:00-16:00"],
    ),
    ("<h2>Öppettider jul och nyår</h2> // 23 december 8-12 // 27-30 december 8-15", []),
    (
        "<h3>Ordinarie öppettider</h3> // Måndag–torsdag 8–17, fredag 8–16 // <h3>Sommartider</h3> // "
        "Måndag–fredag 8–15",
        ["unknown: må ti on to 08:00-17:00; fr 08:00-16:00", "unknown:"],
    ),
    (
        "Öppet // Mån 8–17 // Tis 8–17 // Ons 8–17 // Tors 8–18 // Fre 8–15",
        ["unknown: må ti on 08:00-17:00; to 08:00-18:00; fr 08:00-15:00"],
    ),
    ("Telefontid: mån, ons, fre kl. 08:30–09:30", ["phone: må on fr 08:30-09:30"]),
    ("Vi har drop-in mellan klockan 9 och 11 på tisdagar", ["visit: ti 09:00-11:00"]),
    ("Ring 0123-45 60 00. Vi svarar 7.30–16.30 på vardagar.", ["phone: må ti on to fr 07:30-16:30"]),
    (
        "Måndag–fredag 8–17 på telefon, 9–16 i besöksdisken.",
        ["phone: må ti on to fr 08:00-17:00", "visit: må ti on to fr 09:00-16:00"],
    ),
    (
        "Telefon 0123-45 60 00 (vardagar 7.30–16), kundcenter@ekby.se, Storgatan 2 (vardagar 9–16).",
        ["phone: må ti on to fr 07:30-16:00", "visit: må ti on to fr 09:00-16:00"],
    ),
    (
        "0123-45 60 00, vardagar 7.30–16.30 // kundcenter@ekby.se // Storgatan 2, vardagar 8–16",
        ["phone: må ti on to fr 07:30-16:30", "visit: må ti on to fr 08:00-16:00"],
    ),
    (
        "Telefon 0123-45 60 00, vardagar 8–16. E-post kundcenter@ekby.se. Besök: Storgatan 2.",
        ["phone: må ti on to fr 08:00-16:00"],
    ),
    (
        "Besök: Storgatan 2. Telefon 0123-45 60 00. Öppet vardagar 8–16",
        ["unknown: må ti on to fr 08:00-16:00"],
    ),
    ("0123-45 60 00, Storgatan 2, vardagar 8–16", ["unknown: må ti on to fr 08:00-16:00"]),
    ("Storgatan 2. Måndag 8–18, tisdag–fredag 8–16.", ["unknown: må 08:00-18:00; ti on to fr 08:00-16:00"]),
    (
        "<h2>Ring</h2> // Mån–fre 8–12 och 13–16 // <h2>Kom förbi</h2> // Storgatan 2 // Öppet som telefonen",
        ["phone: må ti on to fr 08:00-12:00 13:00-16:00", "visit: må ti on to fr 08:00-12:00 13:00-16:00"],
    ),
    (
        "<h2>Telefon</h2> // Vi svarar vardagar 7.30–17. // <h2>Besök</h2> // "
        "Storgatan 2, öppet samma tider som telefonen men stängt 12–13.",
        ["phone: må ti on to fr 07:30-17:00", "visit: må ti on to fr 07:30-12:00 13:00-17:00"],
    ),
    ("Telefon: helgfria vardagar mellan klockan åtta och fyra", ["phone: må ti on to fr 08:00-16:00"]),
    ("Telefontid: svar inom tre till fem dagar", []),
    ("Öppet vardagar för grupper om fem till tio.", []),
    ("Öppet hus lördag 11–14", []),
    (
        "0123-45 60 00, måndag–fredag 7.30–16.00 (torsdag 17.30) // kundcenter@ekby.se // "
        "Samma tider gäller för besök.",
        ["phone: må ti on fr 07:30-16:00; to 07:30-17:30", "visit: må ti on fr 07:30-16:00; to 07:30-17:30"],
    ),
    ("Disken på Storgatan 22: 10–12, 13–15", ["visit: må ti on to fr 10:00-12:00 13:00-15:00"]),
    ("Besök Storgatan 2. Dörren är olåst 8–16.", ["visit: må ti on to fr 08:00-16:00"]),
    ("Öppet 9–16, telefon 0123-45 60 00, kundcenter@ekby.se.", ["unknown: må ti on to fr 09:00-16:00"]),
    (
        "Vi har öppet måndag till fredag 8.00 till 16.00, torsdagar till 17.30 (ej juni, juli och augusti).",
        ["unknown: må ti on fr 08:00-16:00; to 08:00-17:30"],
    ),
    (
        "<table><tr><th></th><th>Mån</th><th>Tis</th><th>Ons</th><th>Tors</th><th>Fre</th></tr>"
        "<tr><th>Telefon</th><td>8–16</td><td>8–16</td><td>8–16</td><td>8–18</td><td>8–15</td></tr>"
        "<tr><th>Besök</th><td>9–12</td><td>9–12</td><td>stängt</td><td>9–12, 13–18</td><td>9–12</td></tr>"
        "</table>",
        [
            "phone: må ti on 08:00-16:00; to 08:00-18:00; fr 08:00-15:00",
            "visit: må ti fr 09:00-12:00; to 09:00-12:00 13:00-18:00",
        ],
    ),
    (
        "<h2>Telefontid</h2> // <table><tr><th>Måndag–torsdag</th><th>Fredag</th></tr>"
        "<tr><td>8.00–16.30</td><td>8.00–15.00</td></tr></table>",
        ["phone: må ti on to 08:00-16:30; fr 08:00-15:00"],
    ),
    (
        "<table><tr><th></th><th>Måndag</th><th>Tisdag</th></tr><tr><th>Lunch</th><td>Pannkaka</td>"
        "<td>Ärtsoppa</td></tr></table>",
        [],
    ),
]
"""Paragraphs (or markup) separated by " // "; then kind and weekly hours of each group, none when only the
words are kept."""


def told(text: str) -> list[str]:
    parts = (part if part.startswith("<") else f"<p>{part}</p>" for part in text.split(" // "))
    url = "https://www.ekby.se/kontaktcenter"
    html = f"<main><h1>Kontaktcenter</h1>{''.join(parts)}</main>"
    found = []
    for hours in read_page(html, url=url, final_url=url, status=200, role="target").hours:
        days: dict[str, list[str]] = {}
        for interval in hours.intervals:
            days.setdefault(NAMES[interval.weekday], []).append(f"{interval.opens}-{interval.closes}")
        alike: dict[str, list[str]] = {}
        for day, times in days.items():
            alike.setdefault(" ".join(times), []).append(day)
        week = "; ".join(f"{' '.join(names)} {times}" for times, names in alike.items())
        found.append(f"{hours.kind}: {week}".strip())
        assert hours.raw
    return found


@pytest.mark.parametrize(("text", "hours"), CASES)
def test_hours_of_a_page(text: str, hours: list[str]) -> None:
    assert told(text) == hours
