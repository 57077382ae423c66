"""One line may decide several papers, and says of each what it says of one."""

import pytest

from bot.events.comments import calls
from bot.events.dispatch import REVIEWERS, followed


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("/exclude 5-7 12 study", ["5 study", "6 study", "7 study", "12 study"]),
        ("/exclude 5\u20136, 9 study no pain", ["5 study no pain", "6 study no pain",
                                              "9 study no pain"]),
        ("/include 1 2", ["1", "2"]),
        ("/include #3 #4", ["3", "4"]),
        ("/unsure 2-2", ["2"]),
        ("/exclude 3 population", ["3 population"]),
        ("/exclude 12345678 population", ["12345678 population"]),
        ("/exclude 10.5555/demo.1 study", ["10.5555/demo.1 study"]),
        ("/include 9-5", ["5", "6", "7", "8", "9"]),
        ("/exclude 4-3 12 study", ["3 study", "4 study", "12 study"]),
        ("/exclude 3,5;7 study", ["3 study", "5 study", "7 study"]),
        ("/include 3 and 4", ["3", "4"]),
        ("/include 3, 4 & 5 all ours", ["3 all ours", "4 all ours", "5 all ours"]),
        ("/include 3 to 5", ["3", "4", "5"]),
        ("/include 3 - 5, 7", ["3", "4", "5", "7"]),
        ("/include 3: a trial", ["3 a trial"]),
        # a number that a reason begins with is no paper
        ("/include 3: 12 patients", ["3 12 patients"]),
        ("/include 3 \u2013 12 patients", ["3 \u2013 12 patients"]),
        ("/unsure 3 to 5 days", ["3 to 5 days"]),
        ("/include 3 and a half", ["3 and a half"]),
        ("/include 12345678 12345679", ["12345678", "12345679"]),
        ("/include PMID 12345678 and 10.5555/demo.1.", ["12345678", "10.5555/demo.1"]),
        ("/drop 1 f2 f3", ["1 f2", "1 f3"]),
        ("/confirm 1 F2, f4-f5", ["1 f2", "1 f4", "1 f5"]),
        ("/drop 1 f2 because it is of rats", ["1 f2 because it is of rats"]),
        ("/why 1-3", ["1-3"]),
        ("/exclude 3 3 study", ["3 study"]),
    ],
)  # fmt: skip
def test_numbers_and_ranges_are_papers(line: str, meant: list[str]) -> None:
    assert [call.arguments for call in calls(line)] == meant


def test_a_range_is_followed_up_to_the_bound_of_one_comment_and_it_is_said() -> None:
    answered, why = followed(calls("/exclude 1-80 study"), may_write=True)

    assert len(answered) == REVIEWERS
    assert "30 more stand in this one" in why
