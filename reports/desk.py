"""Files for the auditors' desk: decisions as CSV and XLSX, the phone sheet as XLSX and for the printer.

Not for publication: nothing is masked here, so that what comes back is what was there.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from reports.language import Language
from reports.render import environment
from reports.words import Words
from scoring.cells import guarded
from scoring.phone_sheet import ASPECT, FIELDS, HEADINGS, VALID_YEARS, Call, Field

_WIDTHS = {"why": 60, "by": 22, "run": 20, "at": 22}
_SHEET_WIDTHS: dict[Field, int] = {
    "code": 7, "name": 20, "number": 18, "hours": 24, "page": 30, "attempt_1": 18, "outcome_1": 26,
    "attempt_2": 18, "outcome_2": 26, "email": 14, "answer": 10, "words": 44, "source": 14, "answered": 13,
    "caller": 20, "valid_until": 13,
}  # fmt: skip
_FIRST_BLANK: Field = "attempt_1"
_CREATED = datetime(2000, 1, 1)


def csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8, comma, CRLF (RFC 4180), the header first; no cell is a formula."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[guarded(cell) for cell in row] for row in rows])
    return out.getvalue().encode()


def xlsx_bytes(rows: Sequence[Sequence[str]], title: str) -> bytes:
    """The same as a spreadsheet of texts: frozen header, filter."""
    out = io.BytesIO()
    book = _book(out, title)
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(title)
    header, *body = rows
    for index, name in enumerate(header):
        sheet.write_string(0, index, name, bold)
        sheet.set_column(index, index, _WIDTHS.get(name, 13))
    for number, row in enumerate(body, start=1):
        for index, cell in enumerate(row):
            if cell:
                sheet.write_string(number, index, guarded(cell), wrap)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(body), 1), len(header) - 1)
    book.close()
    return out.getvalue()


def _book(out: io.BytesIO, title: str) -> Any:
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "created": _CREATED})
    return book


def question(language: Language) -> str:
    """The question as it is asked, word for word as in the method."""
    return Words(language).questions[ASPECT]


def sheet_xlsx(calls: Sequence[Call], lang: str, today: date) -> bytes:
    """The phone sheet to fill in: one row per municipality, and a page that says how."""
    language, which = Language(lang), 0 if lang == "sv" else 1
    out = io.BytesIO()
    book = _book(out, "Vägvisaren")
    top = {"text_wrap": True, "valign": "top"}
    head = book.add_format(top | {"bold": True, "bg_color": "#e8eef7", "border": 1})
    given = book.add_format(top | {"bg_color": "#f4f4f4"})
    blank = book.add_format(top | {"num_format": "@", "border": 1})
    sheet = book.add_worksheet(language.gettext("Calls"))
    for index, name in enumerate(FIELDS):
        sheet.write_string(0, index, HEADINGS[name][which], head)
        sheet.set_column(index, index, _SHEET_WIDTHS[name])
    known = FIELDS.index(_FIRST_BLANK)
    until = today.replace(year=today.year + VALID_YEARS, day=min(today.day, 28))
    for row, call in enumerate(calls, start=1):
        for index, name in enumerate(FIELDS):
            text = getattr(call, name) if index < known else str(until) if name == "valid_until" else ""
            sheet.write_string(row, index, guarded(text), given if index < known else blank)
    _choices(sheet, len(calls), which)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    guide = book.add_worksheet(language.gettext("How to ask"))
    guide.set_column(0, 0, 100)
    for row, line in enumerate(_guide(language)):
        guide.write_string(row, 0, line, book.add_format({"text_wrap": True, "bold": row == 1}))
    book.close()
    return out.getvalue()


def _choices(sheet: Any, count: int, which: int) -> None:
    lists: dict[Field, list[tuple[str, str]]] = {
        "answer": [("ja", "yes"), ("nej", "no")],
        "source": [("telefon", "phone"), ("e-post", "e-mail")],
    }
    for name, pairs in lists.items():
        column = FIELDS.index(name)
        choice = {"validate": "list", "source": [pair[which] for pair in pairs]}
        sheet.data_validation(1, column, max(count, 1), column, choice)


def _guide(language: Language) -> list[str]:
    _ = language.gettext
    return [
        _("The question, word for word:"),
        question(language),
        _(
            "Call in office hours: Monday to Friday, 8 to 17. Write day and time of every attempt"
            " (2026-11-20 10:15)."
        ),
        _("Nobody there, or nobody who knows? Try again another day. After two attempts, send one e-mail."),
        _("Yes: somebody, or a role, is responsible. Write which role, in the answer's own words."),
        _("No counts only after two attempts on different days and one e-mail; else the row is refused."),
        _("Leave the answer empty where you have none yet: that row stays open."),
        _("Save the file and read it back: vagvisaren audit import FILE"),
    ]


def sheet_html(calls: Sequence[Call], lang: str) -> bytes:
    """The phone sheet for the printer: one box per municipality, with lines to write on."""
    language = Language(lang)
    template = environment(language, Words(language)).get_template("phone-sheet.html.j2")
    return template.render(calls=calls, question=question(language), guide=_guide(language)[2:7]).encode()
