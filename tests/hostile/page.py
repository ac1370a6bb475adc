"""A start page that nothing is wrong with: what is put around it or into it is the fault."""

PAGE = (
    "<!doctype html><html lang=sv><head><meta charset=utf-8><title>Ekby kommun</title></head><body>"
    "<header><a href=/>Ekby kommun</a></header><h1>Välkommen till Ekby kommun</h1>"
)
REST = (
    "<nav><ul><li><a href=/bygga>Bygga och bo</a><li><a href=/skola>Förskola och skola</a>"
    "<li><a href=/omsorg>Omsorg och hjälp</a></ul></nav><main><p>Här hittar du kommunens service, "
    "nyheter och kontaktuppgifter. Kommunfullmäktige sammanträder den sista måndagen i månaden. "
    "Biblioteket har öppet som vanligt under hela veckan.</p></main>"
    "<footer><a href=/kontakt>Kontakta oss</a></footer>"
)
GOOD = PAGE + REST


def with_script(text: str) -> str:
    """The good page with a script at its end."""
    return f"{GOOD}<script>{text}</script>"
