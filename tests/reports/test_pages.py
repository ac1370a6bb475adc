"""What the pages say about the invented municipalities."""

from tests.reports.conftest import Site


def test_start_page_leads_with_the_verdict(swedish: Site) -> None:
    tree = swedish.tree("index.html")
    heading = " ".join(tree.xpath("//h1")[0].text_content().split())
    assert heading.startswith(
        "Natten till 22 november: 13 kommuner, 10 mätta. 2 visar vägen fullt ut, 2 inte alls."
    )
    text = swedish.text("index.html")
    assert "2 kommuner delar 4 av 4 poäng" in text
    assert "En robotspärr stoppade besöket." in text
    assert "Inget besök är gjort ännu." in text
    assert "3 kommuner saknar poäng: inte 0, inte 5, utan okänt." in text


def test_charts_have_title_description_and_table(swedish: Site) -> None:
    tree = swedish.tree("index.html")
    for chart in tree.xpath("//svg[@role='img']"):
        assert chart.xpath("./title")[0].text
        assert chart.xpath("./desc")[0].text
    assert len(tree.xpath("//svg[@role='img']")) == 2
    assert len(tree.xpath("//details//tbody/tr")) == 6
    assert tree.xpath("//svg[@role='img']//*[starts-with(@fill, 'url(#hatch')]")
    coloured = tree.xpath("//svg//@fill | //svg//@stroke")
    assert all(str(value).startswith("url(#hatch") for value in coloured), "colours belong to the stylesheet"


def test_unmeasured_are_no_rows_of_the_ranking(swedish: Site) -> None:
    rows = swedish.tree("ranking.html").xpath("//table[@id='ranking']/tbody/tr")
    assert len(rows) == 10
    first = " ".join(rows[0].text_content().split())
    assert first.startswith("1:a Åmål 5 4 5 a ja, b ja, c ja, d ja, e ja")
    assert "delas av 2" in swedish.text("ranking.html")


def test_municipality_answers_first(swedish: Site) -> None:
    text = swedish.text("kommun/0004.html")
    assert (
        "Ängelholm: 3–4 av 5 poäng Det finns en namngiven väg till hjälp, men på startsidan är den svår"
        in text
    )
    assert (
        "Ja: finns (a), på startsidan (b) och förklarar (d). Nej: syns tydligt (c). Öppet: ansvarig (e)."
        in text
    )
    todo = swedish.tree("kommun/0004.html").xpath("string(//*[@id='todo']/..)")
    assert "Lägg ingången ”Kontaktcenter” i sidhuvudet: i dag ligger den 2\xa0600 px ned i sidfoten." in todo
    assert "På väg att ändras: 1 natt av 3 säger ja." in text
    assert "Maskinen sade i natt: ja." in text


def test_full_points_leave_nothing_to_do(swedish: Site) -> None:
    assert "5 av 5 poäng" in swedish.text("kommun/0002.html")
    assert not swedish.tree("kommun/0002.html").xpath("//*[@id='todo']")


def test_later_visit_without_result_is_said(swedish: Site) -> None:
    assert "Ett senare besök 22 november 2026 gav inget resultat" in swedish.text("kommun/0005.html")


def test_broad_reading_stands_beside(swedish: Site) -> None:
    text = swedish.text("kommun/0010.html")
    assert "men väl en bemannad kontaktsida" in text
    assert "Poäng0–1 utan e: 0 av 44–5" in text


def test_unmeasured_page_is_neither_zero_nor_five(swedish: Site) -> None:
    text = swedish.text("kommun/0011.html")
    assert "Habo: inte mätt En robotspärr stoppade besöket." in text
    assert "varken 0 eller 5 poäng" in text


def test_alphabet_is_swedish(swedish: Site) -> None:
    tree = swedish.tree("kommun/0002.html")
    around = [" ".join(link.text_content().split()) for link in tree.xpath("(//nav[@class='around'])[1]/a")]
    assert around == ["← Uppsala", "Alla kommuner", "Ängelholm →"]


def test_rules_lead_to_the_method(swedish: Site) -> None:
    tree = swedish.tree("kommun/0001.html")
    assert "../method.html#code-a1" in tree.xpath("//a[@class='code']/@href")
