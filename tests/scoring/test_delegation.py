"""Ruling 18, settled question 8: who runs the function, by what the municipality's own pages say."""

import pytest

from scoring.judge import judge
from tests.scoring.build import HELP, entry, observation, page, phone


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("", "yes"),
        ("Kontaktcenter drivs av Tre Åars kommunalförbund.", "review"),
        ("Sedan april sköter Kommunalförbundet Tre Åar kundtjänsten åt Almsta och Getinge.", "review"),
        ("Almsta har lagt sin telefoni hos Fyra Sjöars kommunalförbund.", "review"),
        ("Det är förbundets kontaktcenter som svarar.", "review"),
        # Of water, not of the function.
        ("Vatten, avlopp och sophämtning sköts av bolaget Almsta Miljö AB.", "yes"),
    ],
)
def test_on_the_functions_own_page(said: str, verdict: str) -> None:
    found = judge(observation([entry()], [page(text=f"{HELP} {said}")])).aspects.existence
    assert found.verdict == verdict
    assert ("delegated" in found.reasons) is (verdict == "review")


def test_a_delegated_service_of_one_field_is_that_fields() -> None:
    """Its page cannot be read, and its name stands on the contact page too."""
    label = entry(
        "Till förbundets servicecenter",
        "https://forbundet.example/servicecenter",
        block_heading="Avfall och vatten",
        near_text="Avfall och vatten Sköts av kommunalförbundet Bergslagens Teknik.",
    )
    told = "Sopor, vatten och avlopp: förbundets servicecenter, 0240-89 00 00"
    contact = page("/kontakt", "Kontakt", told, channels=[phone(label="Växel")])
    seen = judge(observation([label, entry("Kontakt", "/kontakt", id="c")], [contact]))
    assert seen.aspects.existence.verdict == "no"
