"""The wordings and markup by which a page gives away that it is no municipal start page: data, read by
`statuses`.

Each row is one sign. None but the decisive ones tells alone: `statuses` weighs them.
"""

import re
from dataclasses import dataclass

from scoring.observation import StatusReason


def _any(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


@dataclass(frozen=True, slots=True)
class Signs:
    """How one kind of page is recognised."""

    reason: StatusReason
    title: tuple[re.Pattern[str], ...]
    """In its title or a heading."""
    text: tuple[re.Pattern[str], ...]
    """Anywhere in its visible text."""
    markup: tuple[re.Pattern[str], ...] = ()
    decisive: tuple[re.Pattern[str], ...] = ()
    """In title, heading or text: no ordinary page says this of itself, however long it is."""


_SITE = (
    r"(?:webb?(?:plats|sida|sajt)(?:en|er)?|hemsidan?|sajten|sidan|webben|kommunens? webb\w*|site|website"
    r"|portalen|tjänsten)"
)

BLOCKED = Signs(
    "blocked",
    _any(
        r"^just a moment",
        r"^vänta (?:lite|ett ögonblick)",
        r"attention required",
        r"access (?:to this page has been )?(?:is )?denied",
        r"^\W*(?:403|401|429)\b.{0,40}$",
        r"^forbidden$",
        r"request (?:rejected|blocked|unsuccessful)",
        r"pardon our interruption",
        r"human verification|robot check|bot (?:check|verification)|are you (?:a )?(?:robot|human)",
        r"security (?:check|verification|challenge)",
        r"(?:verifying|checking) your (?:browser|connection)",
        r"ddos.?(?:guard|protection)",
        r"captcha",
        r"åtkomst (?:nekad|nekas|blockerad|förbjuden)|tillträde (?:nekat|förbjudet)",
        r"(?:säkerhets|robot)kontroll|är du (?:en )?(?:robot|människa)|inte en robot",
        r"(?:att|om) du är (?:en )?(?:riktig )?människa|inte (?:är )?en (?:robot|maskin)",
        r"too many requests|för många (?:förfrågningar|anrop|besök)",
        r"(?:begäran|anropet|förfrågan) (?:har )?(?:blockera|avvisa|nekas|nekats)\w*",
    ),
    _any(
        r"verify(?:ing)? (?:that )?you(?: are|'re) (?:a |not a )?(?:human|robot)",
        r"(?:are you|you are not|i.?m not) a robot|är du (?:en )?robot|inte (?:är )?en robot",
        r"(?:bekräfta|verifiera|visa|bevisa|intyga|kontrollera(?:r)?) att du (?:inte är (?:en )?robot"
        r"|är (?:en )?(?:människa|mänsklig))",
        r"att du är (?:en )?(?:riktig )?människa|(?:kontrollerar|kontrolleras) (?:vi )?(?:trafiken|besöket)"
        r"|innan (?:sidan|webbplatsen) (?:visas|öppnas)|automatiska (?:program|besökare|besök)",
        r"(?:checking|verifying) (?:if the site connection is secure|your browser)"
        r"|kontrollerar (?:din webbläsare|att anslutningen är säker)",
        r"needs to review the security of your connection",
        r"enable javascript and cookies|aktivera javascript och (?:cookies|kakor)",
        r"access (?:is |was |has been )?denied|you don.?t have permission to access",
        r"(?:du|din ip-?adress|din dator) (?:har|är) (?:blivit )?(?:blockerad|blockerats|spärrad|avstängd)",
        r"your (?:ip(?: address)?|request|access) (?:has been|was|is) (?:temporarily )?(?:blocked"
        r"|rejected|denied)",
        r"(?:sorry, )?you have been blocked",
        r"the requested url was rejected|support id\W",
        r"\bray id\b|incapsula incident|incident id\b|reference\s*(?:#|&#35;|number:)\s*[\d.a-f]{6,}"
        r"|event id:",
        r"unusual (?:traffic|activity)|ovanlig(?:t mycket)? trafik|automatisera(?:d|de) (?:trafik"
        r"|anrop|förfrågningar)",
        r"complete (?:the|this) (?:security check|captcha)|slutför (?:säkerhetskontrollen|captcha)",
        r"captcha",
        r"ddos protection|web application firewall|brandväggen? (?:har )?(?:stoppa|blockera)\w*",
        r"request (?:blocked|rejected|unsuccessful)|pardon our interruption|just a moment",
        r"too many requests|för många (?:förfrågningar|anrop)",
        r"prestanda och säkerhet (?:av|från) cloudflare|performance (?:&|and) security by cloudflare",
    ),
    _any(
        r"_cf_chl_opt|/cdn-cgi/challenge-platform|cf-challenge|cf-error-details"
        r"|challenges\.cloudflare\.com",
        r"_Incapsula_Resource|incapsula",
        r"sec-if-cpt-container|sec-cpt-if|/akam/\d",
        r"awswaf|aws-waf-token|captcha-delivery\.com|datadome|px-captcha|perimeterx|ddos-guard"
        r"|sucuri_cloudproxy",
        r"g-recaptcha|google\.com/recaptcha|hcaptcha\.com|h-captcha|cf-turnstile|frc-captcha"
        r"|friendlycaptcha",
        r"TSPD_101|/TSPD/|bobcmn",
    ),
)

PARKED = Signs(
    "parked",
    _any(
        r"domain (?:name )?(?:is )?(?:for sale|parked|parking|registered|default page)",
        r"parkerad(?:e)? (?:domän|hos|av)|parked (?:domain|at|by)|domän(?:en"
        r"|namnet)? (?:är )?(?:parkerad|till salu|upptagen|registrerad|reserverad)",
        r"apache2? .{0,30}default page|^apache2? .{0,20}test page|test page for the apache|^it works!?$",
        r"welcome to (?:nginx|openresty|caddy|centos|lighttpd)|test page for the nginx",
        r"iis windows server|^iis\d?\b|internet information services",
        r"(?:web server.?s |plesk |domain )default page|default web ?(?:site )?page|plesk (?:obsidian"
        r"|onyx)|cpanel",
        r"future home of|coming soon$|^kommer snart|^under construction$",
        r"hugedomains|sedo\b|dan\.com|afternic",
    ),
    _any(
        r"(?:this |the )?domain (?:name )?\S{0,40}\s?(?:is|may be|has been|was) (?:for sale|parked"
        r"|registered|recently registered|available)",
        r"buy this domain|köp (?:den här |denna )?domän(?:en|namnet)?\b|inquire about this domain"
        r"|make an offer",
        r"(?:den här |denna )?domän(?:en|namnet)?\s?\S{0,40}\s(?:är|har blivit) (?:till salu"
        r"|parkera[dt]|reserverad|upptagen|registrera[dt])",
        r"sedoparking|sedo\.com|parkingcrew|bodis\.com|hugedomains|domain parking",
        r"parkera[dt]e? (?:gratis )?(?:hos|av|på)\b|parked (?:free|for free|courtesy|by|at|with)",
        r"(?:loopia|one\.com|binero|websupport|misshosting|inleed|simply\.com|oderland|godaddy"
        r"|namecheap)\b.{0,120}(?:domän|domain|webbhotell|hosting)",
        r"(?:domän|domain|webbhotell|hosting)\w*.{0,120}\b(?:loopia|one\.com|binero|websupport"
        r"|misshosting|inleed|simply\.com|oderland|godaddy)\b",
        r"här kommer snart en (?:ny )?(?:webbplats|hemsida)|snart (?:kommer"
        r"|finns) (?:det )?en (?:ny )?(?:webbplats|hemsida) här",
        r"if you see this page, the nginx|the (?:web server|nginx|apache) (?:is "
        r"|software is )?(?:successfully )?(?:installed|running)",
        r"this is the default (?:welcome |web |index )?page|replace this file|no content has been added",
        r"default web page|it works!|welcome to nginx|iis windows server",
        r"related (?:searches|links)\b",
    ),
    _any(r"sedoparking|parkingcrew\.net|bodis\.com|hugedomains\.com|parklogic|//(?:www\.)?dan\.com|afternic"),
    _any(
        r"^apache2? (?:\w+ )?default page|^(?:http server )?test page for the (?:apache|nginx)"
        r"|^welcome to (?:nginx|openresty)!?",
        r"^iis windows server$|^internet information services$|^web server.?s default page"
        r"|^domain default page",
        r"^index of /|^directory listing (?:for|of)\b|^katalogen? (?:för )?/|^listing directory /",
        r"\[to parent directory\]|^parent directory$",
    ),
)

MAINTENANCE = Signs(
    "maintenance",
    _any(
        r"^\W*(?:planera[dt]e? )?(?:underhåll|driftstopp|driftstörning|driftavbrott|driftsavbrott"
        r"|servicefönster|systemunderhåll)\w*\W*$",
        rf"{_SITE} (?:är |ligger )?(?:just nu |för närvarande |tillfälligt |tyvärr )*(?:stängd|nere"
        rf"|otillgänglig|under|uppdateras|ur drift)",
        r"(?:tillfälligt|stängt för|stängd för|pågående|planerat) (?:stängd|nere|underhåll"
        r"|uppdatering|otillgänglig)",
        r"(?:scheduled |site |under )?maintenance",
        r"(?:we.?ll|we will) be (?:right )?back|be right back|back soon|vi är (?:snart )?tillbaka"
        r"|strax tillbaka|tillbaka snart",
        r"(?:service |site )?(?:temporarily )?(?:unavailable|offline)|temporarily (?:closed|down)",
        r"under (?:ombyggnad|uppbyggnad|konstruktion|utveckling)|vi bygger om",
    ),
    _any(
        rf"{_SITE}.{{0,60}}\b(?:stängd|nere|otillgänglig|ur drift|ur funktion|offline|inte tillgänglig"
        rf"|underhåll\w*|uppdateras|uppgraderas|byggs om)\b",
        rf"(?:underhåll\w*|uppdatering|uppgradering|driftstopp|driftavbrott|driftsavbrott"
        rf"|driftstörning|problem)\b.{{0,40}}(?:av|på|med|för) (?:vår |vårt |vår nya "
        rf"|kommunens )?{_SITE}",
        rf"(?:uppdaterar|uppgraderar|underhåller|bygger om|arbetar med|flyttar) (?:just nu "
        rf"|nu )?(?:på )?(?:vår |vår nya |kommunens )?{_SITE}",
        r"(?:tillfälligt|just nu|för närvarande|för tillfället) (?:stängd|stängt|nere|otillgänglig"
        r"|inte tillgänglig)",
        r"(?:pågående|planerat|akut|genomför|utför|på grund av"
        r"|för) (?:ett )?(?:tekniskt )?(?:underhåll|systemunderhåll|servicearbete|driftstopp)",
        r"driftstopp|driftsavbrott|driftavbrott|under ombyggnad|under uppbyggnad|under konstruktion",
        rf"(?:(?:vi|{_SITE}) (?:är|öppnar)|åter|välkommen) (?:snart |strax )?(?:tillbaka|åter)\b"
        r"|är (?:snart|strax) (?:tillbaka|åter)\b"
        r"|försök igen (?:senare|om en stund)|(?:kom|prova) (?:gärna )?(?:tillbaka|igen) (?:senare"
        r"|snart)",
        r"(?:scheduled|undergoing|down for|performing|planned|site"
        r"|currently under) (?:\w+ )?maintenance|maintenance mode",
        r"temporarily (?:unavailable|offline|closed|down)|service unavailable|be right back|(?:back"
        r"|available again) (?:soon|shortly)",
    ),
)

CRISIS = Signs(
    "crisis_page",
    _any(
        r"^\W*(?:kris(?:information|läge|webb\w*|ledning)|viktigt meddelande(?: till allmänheten)?|vma)\b",
        r"extraordinär händelse|allvarlig händelse|samhällsstörning",
    ),
    _any(
        r"viktigt meddelande till allmänheten",
        r"krisinformation|kriswebb\w*|krisläge|krisledning\w*",
        r"extraordinär händelse|allvarlig händelse|samhällsstörning",
        r"\bvma\b",
        r"(?:med anledning av|på grund av) .{0,60}(?:krisen|händelsen|branden|översvämningen|olyckan"
        r"|attacken|it-attacken|cyberattacken)",
        r"(?:räddningstjänsten|polisen) uppmanar|gå inomhus|stäng fönster"
        r"|koka (?:allt )?(?:dricks)?vatt\w*|utrym",
    ),
    (),
    _any(
        r"(?:visar|detta är|det här är|du är på|använder|ersatts av|ersätts av"
        r"|ersätter) .{0,50}\b(?:förenklad|reserv|kris|nöd)(?:e)?\s?(?:webb\w*|version|startsida|sida"
        r"|läge)",
        r"(?:ordinarie|vanliga) (?:webbplats|startsida|hemsida)\w* (?:är|ligger|visas"
        r"|fungerar) .{0,40}(?:stängd|nere|inte|igen|åter)",
    ),
)

FAILED = Signs(
    "http_5xx",
    _any(
        r"^\W*(?:500|502|503|504)\b.{0,40}$",
        r"internal server error|bad gateway|gateway time-?out|server error in|runtime error",
        r"database (?:connection )?error|^fatal error|^application error",
    ),
    _any(
        r"error establishing a database connection|could not connect to (?:the )?database"
        r"|kunde inte ansluta till databasen",
        r"internal server error|bad gateway|gateway time-?out|server error in '|runtime error"
        r"|uncaught exception|stack trace",
        r"ett (?:oväntat |internt |tekniskt )?(?:server)?fel (?:har )?(?:uppstått|inträffa\w+|uppstod)",
        r"fatal error:|there has been a critical error",
    ),
)

MISSING = Signs(
    "http_4xx",
    _any(
        r"^\W*(?:404|410)\b.{0,40}$",
        r"^(?:sidan|webbsidan) (?:finns inte|hittades inte|kunde inte (?:hittas|visas)|saknas)\b.{0,40}$",
        r"^(?:page |http )?(?:404 )?not found$|^page not found",
    ),
    _any(
        r"(?:sidan|adressen) (?:du (?:söker|letar efter|försöker nå) )?(?:finns (?:tyvärr )?inte"
        r"|hittades inte|kunde inte (?:hittas|visas)|har (?:flyttats|tagits bort))",
        r"(?:page|url) (?:you requested |you are looking for )?(?:was not|could not be|cannot be) found",
    ),
)

IN_ORDER = (BLOCKED, PARKED, MAINTENANCE, CRISIS, FAILED, MISSING)

LANGUAGES = re.compile(
    r"\b(svenska|swedish|english|engelska|suomi|suomeksi|finska|deutsch|français|español|polski"
    r"|norsk|dansk|العربية|soomaali|af-soomaali"
    r"|davvisámegiella|meänkieli|kurdî|فارسی|русский|українська)\b",
    re.IGNORECASE,
)
CHOOSE_LANGUAGE = re.compile(
    r"(?:välj|choose|select|valitse)\b.{0,20}(?:språk|language|kieli)", re.IGNORECASE
)
GO_ON = re.compile(
    r"(?:gå|fortsätt|klicka|vidare|kom) (?:här |in |vidare )*(?:för att (?:komma )?(?:in|vidare)"
    r"|till (?:\S+ )?(?:kommuns? )?(?:webb\w*|hemsida\w*|startsida\w*|sidan|sajten))"
    r"|^\W*(?:till (?:webbplatsen|startsidan|hemsidan)|gå vidare|enter(?: site)?|stig in"
    r"|öppna webbplatsen|(?:vidare |gå |in )?till (?:www\.)?[\w-]+\.[a-z]{2,8})\W*$"
    r"|(?:continue|proceed) to (?:the )?(?:site|website)",
    re.IGNORECASE | re.MULTILINE,
)
SHELL = re.compile(
    r"^\W*(?:laddar|läser in|loading|please wait|vänta|var god vänta)\b.{0,40}$|(?:enable"
    r"|aktivera|slå på|requires?|kräver|behöver) java\s?script|java\s?script (?:måste|är|is|must"
    r"|to run)\b",
    re.IGNORECASE | re.MULTILINE,
)
