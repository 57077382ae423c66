"""The page to screen at: keys for as many reasons as there are, and words shown as words."""

import re
from dataclasses import replace

from bot.demo import story
from bot.domain.protocol import Criterion
from bot.rendering.screening_page import LONGEST, exclusion_keys, highlighted
from bot.settings import parse

PROTOCOL = parse(story.protocol())
PAIN = {"pain": re.compile(r"\bpain\b", re.IGNORECASE)}


def test_nine_criteria_have_digits_and_a_duplicate_is_0() -> None:
    many = {f"criterion {number}": Criterion(include="x") for number in range(12)}
    keys = exclusion_keys(replace(PROTOCOL, criteria=many))
    assert [key.key for key in keys] == [*"123456789", "", "", "", "0"]
    assert [key.number for key in keys] == list(range(13))
    assert [key.key for key in exclusion_keys(PROTOCOL)] == ["1", "2", "3", "0"]


def test_what_is_marked_is_marked_and_the_rest_is_text() -> None:
    shown = highlighted("Pain < 3 & <b>pain</b> \u2983x\u2984 \u202epain", PAIN)
    assert shown == (
        "<mark>Pain</mark> &lt; 3 &amp; &lt;b&gt;<mark>pain</mark>&lt;/b&gt; {x} <mark>pain</mark>"
    )


def test_what_is_longer_than_any_abstract_is_cut() -> None:
    assert highlighted("a" * (LONGEST + 1), PAIN) == "a" * LONGEST + " …"
