"""The distribution chart: static SVG drawn by Vega, then put into the page's own colours.

Altair draws with marker colours; here they become classes and a hatch pattern (which Vega does not know),
so that the stylesheet decides about light, dark and print.
"""

from typing import Any

from lxml import etree

from reports.language import Language
from reports.overview import KNOWN_2013, Overview

CERTAIN, OPEN, KNOWN, TEXT, AXIS = "#010101", "#010102", "#010103", "#010104", "#010105"
_CLASSES = {CERTAIN: "certain", KNOWN: "known", TEXT: "ink", AXIS: "axis"}
_SVG = "{http://www.w3.org/2000/svg}"
_NOISE = (
    "aria-label",
    "aria-roledescription",
    "role",
    "aria-hidden",
    "font-family",
    "opacity",
    "pointer-events",
    "class",
)

Row = dict[str, object]


def tonight_chart(view: Overview, language: Language) -> str:
    rows: list[Row] = []
    for bar in view.bars:
        rows.append(_row(bar.points, "certain", bar.certain, 0, bar.certain, language))
        rows.append(_row(bar.points, "open", bar.open, bar.certain, bar.total, language))
    labels = [_label(bar.points, bar.total, language.number(bar.total)) for bar in view.bars]
    title = language.gettext("Distribution of points tonight")
    description = "; ".join(
        language.gettext(
            "{points} points: {certain} certain, {open} open", points=b.points, certain=b.certain, open=b.open
        )
        for b in view.bars
    )
    return _draw(rows, labels, [str(bar.points) for bar in view.bars], "tonight", title, description)


def chart_2013(language: Language) -> str:
    rows: list[Row] = []
    labels: list[Row] = []
    for points in range(6):
        count, about = KNOWN_2013.get(points, (0, False))
        rows.append(_row(points, "known", count, 0, count, language))
        text = f"{'≈ ' if about else ''}{language.number(count)}" if count else "–"
        labels.append(_label(points, count, text))
    title = language.gettext("What is known of 2013")
    description = language.gettext(
        "6 with five points, about 20 with three, about 100 with none; the rest was not published"
    )
    return _draw(rows, labels, [str(points) for points in range(6)], "known", title, description)


def _row(points: int, kind: str, count: int, low: int, high: int, language: Language) -> Row:
    return {"points": str(points), "kind": kind, "low": low, "high": high, "count": count}


def _label(points: int, at: int, text: str) -> Row:
    return {"points": str(points), "at": at, "text": text}


def _draw(
    rows: list[Row], labels: list[Row], domain: list[str], name: str, title: str, description: str
) -> str:
    import altair as alt
    import vl_convert

    peak = max((int(str(row["high"])) for row in rows), default=0)
    x = alt.X(
        "points:O",
        axis=alt.Axis(labelAngle=0, title=None, ticks=False, labelPadding=8),
        scale=alt.Scale(domain=domain),
    )
    y_scale = alt.Scale(domain=[0, max(peak, 1) * 1.12], nice=False)
    bars = (
        alt.Chart(_data(rows))
        .mark_bar(width={"band": 0.72})
        .encode(
            x=x,
            y=alt.Y("low:Q", axis=None, scale=y_scale),
            y2="high:Q",
            color=alt.Color(
                "kind:N",
                legend=None,
                scale=alt.Scale(domain=["certain", "open", "known"], range=[CERTAIN, OPEN, KNOWN]),
            ),
        )
    )
    numbers = (
        alt.Chart(_data(labels))
        .mark_text(dy=-8, fontSize=14, fontWeight=600, color=TEXT)
        .encode(x=x, y=alt.Y("at:Q", scale=y_scale), text="text:N")
    )
    spec = (bars + numbers).properties(width=400, height=210, padding=2).configure(background="transparent")
    spec = spec.configure_view(stroke=None).configure_axis(
        labelFontSize=14, labelColor=TEXT, domainColor=AXIS, grid=False
    )
    return _in_own_colours(vl_convert.vegalite_to_svg(spec.to_dict()), name, title, description)


def _data(rows: list[Row]) -> Any:
    import altair as alt

    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def _in_own_colours(svg: str, name: str, title: str, description: str) -> str:
    root: Any = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root.iter()):
        for attribute in _NOISE:
            element.attrib.pop(attribute, None)
        for attribute in ("fill", "stroke"):
            colour = element.get(attribute)
            if colour == OPEN:
                element.set(attribute, f"url(#hatch-{name})")
            elif colour in _CLASSES:
                del element.attrib[attribute]
                element.set("class", _CLASSES[colour])
        if element.tag == f"{_SVG}path" and not element.get("d"):
            element.getparent().remove(element)
    root.attrib.pop("version", None)
    root.set("class", "chart")
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    for position, element in enumerate(_head(name, title, description)):
        root.insert(position, element)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _head(name: str, title: str, description: str) -> list[Any]:
    heading = etree.Element(f"{_SVG}title", id=f"{name}-title")
    heading.text = title
    words = etree.Element(f"{_SVG}desc", id=f"{name}-desc")
    words.text = description
    definitions = etree.Element(f"{_SVG}defs")
    size = {"width": "7", "height": "7", "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    pattern = etree.SubElement(definitions, f"{_SVG}pattern", {"id": f"hatch-{name}", **size})
    etree.SubElement(pattern, f"{_SVG}rect", {"width": "7", "height": "7", "class": "hatch-ground"})
    etree.SubElement(pattern, f"{_SVG}rect", {"width": "3", "height": "7", "class": "hatch-line"})
    return [heading, words, definitions]
