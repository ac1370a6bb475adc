"""Counties, SKR groups and size classes: one page about all of them, and one for each."""

from reports.areas import KINDS, Area
from reports.chart import columns
from reports.edition import Edition, Sheet, Sheets
from reports.map import Map
from reports.overview import best_of, counted
from reports.sheets.ranking import ONE_TABLE_UP_TO
from reports.sheets.workshop import Workshop
from reports.standings import Standings

BEST_SHOWN = 3


def sheets(shop: Workshop, edition: Edition) -> Sheets:
    areas = shop.gathered.areas
    yield Sheet("areas.html", "areas.html", {"areas": areas, "kinds": KINDS})
    for kind in KINDS:
        for area in areas[kind]:
            yield Sheet(area.page, "area.html", _context(shop, area))


def _context(shop: Workshop, area: Area) -> dict[str, object]:
    view = shop.gathered.view
    best = best_of(area.rows, view.all_five)
    return {
        "area": area,
        "rows": area.rows[:ONE_TABLE_UP_TO],
        "chart": columns(area.bars),
        "best": [(row, shop.desktop(row.light.run_id, row.place.code)) for row in best[:BEST_SHOWN]],
        "best_count": len(best),
        "best_score": counted(best[0], view.all_five) if best else None,
        "map": Map.of(Standings(area.rows, area.missing), all_five=view.all_five)
        if area.kind == "county"
        else None,
        "turns": shop.turns,
    }
