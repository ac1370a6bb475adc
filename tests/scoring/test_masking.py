"""Names are masked, functions and places are not."""

import pytest

from scoring.lexicon import load_lexicon
from scoring.masking import is_personal_address, mask

CASES = {
    "Enhetschef för kontaktcenter: Eva Ek": "Enhetschef för kontaktcenter: N.N.",
    "Enhetschef Anna-Karin Öberg svarar": "Enhetschef N.N. svarar",
    "”Vi finns här”, säger Olle von Sydow.": "”Vi finns här”, säger N.N.",
    "Enhetschef Eva": "Enhetschef N.N.",
    "eva.ek@almsta.se": "N.N.@almsta.se",
    "kontaktcenter@almsta.se": "kontaktcenter@almsta.se",
    "Kontakta Oss": "Kontakta Oss",
    "Eskilstuna Direkt": "Eskilstuna Direkt",
    "Almsta Kommun": "Almsta Kommun",
    "Stora Torget 1": "Stora Torget 1",
    "Måndag Tisdag 8–16": "Måndag Tisdag 8–16",
    "Vi hjälper dig med bygglov.": "Vi hjälper dig med bygglov.",
    "kontakt.center@almsta.se": "kontakt.center@almsta.se",
    "Entré A, möte med handläggare: Boka tid": "Entré A, möte med handläggare: Boka tid",
    "Gun-Britt Lundmark: 0951-55 70 01": "N.N.: 0951-55 70 01",
}


@pytest.mark.parametrize("text", CASES)
def test_mask(text: str) -> None:
    masked = mask(text, load_lexicon(), ("Almsta", "Eskilstuna"))
    assert masked.rstrip(".") == CASES[text].rstrip(".")


@pytest.mark.parametrize("text", CASES)
def test_what_is_masked_stays_as_it_is(text: str) -> None:
    """Rules mask what they quote, and whoever shows it masks once more."""
    once = mask(text, load_lexicon(), ("Almsta", "Eskilstuna"))
    assert mask(once, load_lexicon(), ("Almsta", "Eskilstuna")) == once
    assert "N.N.." not in once
    assert "N.N.N" not in once


@pytest.mark.parametrize(
    ("address", "personal"),
    [("eva.ek@a.se", True), ("e_ek@a.se", True), ("info@a.se", False), ("kontaktcenter@a.se", False)],
)
def test_personal_addresses(address: str, personal: bool) -> None:
    assert is_personal_address(address) == personal
