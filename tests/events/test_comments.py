"""Which lines of a comment are commands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events.comments import MOST_READ, calls


def said(comment: str) -> list[str]:
    return [one.text for one in calls(comment)]


def test_several_commands_between_prose() -> None:
    comment = "Hello,\n/include 123 ours\n\nand\n\n- /exclude 10.1000/x_y_z population\n\n/HELP"

    assert said(comment) == ["/include 123 ours", "/exclude 10.1000/x_y_z population", "/help"]


@pytest.mark.parametrize(
    "comment",
    [
        "```\n/include 1\n```",
        "~~~ text\n/include 1\n",
        "    /include 1",
        "> /include 1",
        "> quoted\n/include 1",
        "> > /include 1",
        "- > /include 1",
        "`/include 1`",
        "`\n/include 1\n`",
        "``` /include 1 ```",
        "<!-- /include 1 -->",
        "<!--\n/include 1\n-->",
        "please <!--\n/include 1\n--> stop",
        "<pre>\n/include 1\n</pre>",
        "<b>/include 1</b>",
        "~~/include 1~~",
        "~/include 1~",
        "~~struck\n/include 1~~",
        "~struck\n/include 1~",
        "<del>/include 1</del>",
        "No: <s>this\n/include 1</s>",
        "<del>\n/include 1\n</del>",
        "<DEL>\n\n/include 1\n\n</DEL>",
        "<strike>one\n\n/include 1\n\n</strike>",
        "I would /include 1",
        "/etc/passwd is a file",
        "//include 1",
        "/ include 1",
        "\\/include 1 is `/include 1`"[2:],
        "",
    ],
)
def test_what_is_shown_is_not_said(comment: str) -> None:
    assert [one for one in said(comment) if one == "/include 1"] == []


def test_what_is_struck_out_of_a_command_is_no_part_of_it() -> None:
    assert said("/include ~~2~~ 1") == ["/include 1"]
    assert said("/include <del>2</del> ~3~ 1 and ~4") == ["/include 1 and ~4"]
    assert said("<del>no</del>\n\n/include 1") == ["/include 1"]


@pytest.mark.parametrize(
    "comment",
    ["/include3", "/include:3", "/include: 3", "/Include, 3", "/include paper 3",
     "\u200b/include 3\ufeff", "*/include 3*", "**/include 3**"],
)  # fmt: skip
def test_a_slip_of_the_pen_is_the_command_that_was_meant(comment: str) -> None:
    assert said(comment) == ["/include 3"]


@pytest.mark.parametrize("slash", ["/\u200b", "\uff0f", "\u2215", "//", "/ "])
def test_a_slash_that_was_made_harmless_begins_no_command(slash: str) -> None:
    assert said(f"{slash}include 3") == []


def test_a_long_list_of_papers_is_read_to_its_end() -> None:
    papers = [str(12_345_000 + n) for n in range(60)]

    assert said(f"/include {' '.join(papers)}") == [f"/include {paper}" for paper in papers]


def test_an_id_may_stand_in_code() -> None:
    assert said("/include `123` ours") == ["/include 123 ours"]


def test_the_same_command_twice_is_one() -> None:
    assert said("/include 1\n/include   1\n") == ["/include 1"]


def test_there_is_an_end_to_a_comment() -> None:
    assert len(calls("\n".join(f"/include {n}" for n in range(2_000)))) == MOST_READ


@given(st.text())
def test_any_text_is_understood_or_left_alone(text: str) -> None:
    for one in calls(text):
        assert one.name == one.name.lower()
        assert "\n" not in one.text
