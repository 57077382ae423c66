"""A group is printed so that its number stands before those who are counted."""

import pytest

from bot.domain.facts import Group, Quote


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("women with lasting pain", "44 women with lasting pain"),
        ("age-, sex- and education-matched healthy controls", None),
        ("older (49 to 75 years, 5 female) volunteers", None),
        ("moon sickness patients", None),
        ("Yoga", "Yoga (n = 44)"),
        ("usual care", "usual care (n = 44)"),
        ("placebo group", "placebo group (n = 44)"),
        ("counselling of patients", "counselling of patients (n = 44)"),
        ("with moon sickness", None),
        ("without", None),
    ],
)
def test_a_number_stands_before_people_and_behind_what_they_were_given(
    label: str, printed: str | None
) -> None:
    group = Group(label=label, n=44, quote=Quote(text="44", start=0))
    assert group.printed == (printed or f"44 {label}")


def test_without_a_number_the_label_stands_alone() -> None:
    assert Group(label="yoga", n=None, quote=Quote(text="yoga", start=0)).printed == "yoga"
