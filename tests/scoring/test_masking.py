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
}


@pytest.mark.parametrize("text", CASES)
def test_mask(text: str) -> None:
    masked = mask(text, load_lexicon(), ("Almsta", "Eskilstuna"))
    assert masked.rstrip(".") == CASES[text].rstrip(".")


@pytest.mark.parametrize(
    ("address", "personal"),
    [("eva.ek@a.se", True), ("e_ek@a.se", True), ("info@a.se", False), ("kontaktcenter@a.se", False)],
)
def test_personal_addresses(address: str, personal: bool) -> None:
    assert is_personal_address(address) == personal
