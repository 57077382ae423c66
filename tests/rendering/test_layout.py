"""Sections come, go and change places, and no line that a person wrote is lost."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.state import State
from bot.rendering.documents import REVIEW
from bot.rendering.layout import FIRST, anchor_of, headings, laid_out
from bot.rendering.regions import filled, names
from bot.rendering.sections import sections
from bot.topics.topic import ReviewSection
from tests import weeks

ORDER = (
    ReviewSection(name="status"),
    ReviewSection(name="best", heading="Best-supported findings"),
    ReviewSection(name="changes", heading="What's new", formerly=("What changed last",)),
    ReviewSection(name="answer", heading="Main findings", formerly=("What is found",)),
    ReviewSection(name="references", heading="References"),
)
NAMES = tuple(section.name for section in ORDER)


def _region(name: str, content: str = "") -> str:
    return f"<!-- living-review:begin {name} -->\n{content}<!-- living-review:end {name} -->\n"


FORMER = f"""\
# Tea: a living review

**The question.** Does tea help?

This review is kept up to date. Every week a program asks PubMed for new papers, reads them and
proposes changes; people check each proposal before it appears here. The text outside the marked
regions belongs to people: write what you like there, the program never touches it.

Our word at the top.

{_region("status")}
Our word under the status.

## What is found

Our word before the findings.

{_region("answer")}
Our word behind the findings.

## Our own section

Our own words.

## What happened this week

{_region("changes")}
## References

{_region("references")}
Our last word."""
OURS = [line for line in FORMER.splitlines() if line.startswith(("Our ", "## Our"))]


def _laid_out(text: str, spoken: tuple[str, ...] = NAMES) -> str:
    return laid_out(text, ORDER, spoken, file="REVIEW.md")


def _sections(text: str) -> list[str]:
    return [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]


def test_a_document_of_the_first_layout_is_put_in_order_once() -> None:
    laid = _laid_out(FORMER)

    assert names(laid) == NAMES
    assert _sections(laid) == [
        "Best-supported findings", "What happened this week", "Main findings", "Our own section",
        "References",
    ]  # fmt: skip
    assert [line for line in laid.splitlines() if line in OURS] == OURS
    assert "kept up to date" not in laid
    assert laid.index("Our word before the findings.") < laid.index("begin answer")
    assert _laid_out(laid) == laid


def test_people_put_sections_where_they_like_after_that() -> None:
    first, *rest = _laid_out(FORMER).split("## Best-supported findings")
    moved = first + "## ".join(reversed("".join(rest).split("## ")))
    assert names(_laid_out(moved)) == names(moved) != NAMES


def test_a_section_that_a_person_took_out_stays_out() -> None:
    laid = _laid_out(FORMER)
    without = laid.replace(f"## References\n\n{_region('references')}", "")
    assert "references" not in names(without)
    assert "references" not in names(_laid_out(without))
    former = FORMER.replace(f"## References\n\n{_region('references')}", "")
    assert names(_laid_out(former)) == NAMES[:-1]


def test_a_section_goes_when_it_says_nothing_and_comes_back_when_it_does() -> None:
    laid = filled(_laid_out(FORMER), {"best": "Tea helps."})

    silent = _laid_out(laid, ("status", "changes", "answer", "references"))

    assert "best" not in names(silent)
    assert "Best-supported" not in silent
    assert names(_laid_out(silent)) == NAMES


@pytest.mark.parametrize(
    ("wrote", "instead"),
    [
        ("## Best-supported findings", "## What we know"),
        ("<!-- living-review:begin best", "Our words.\n\n<!-- living-review:begin best"),
        ("<!-- living-review:end best -->", "<!-- living-review:end best -->\nOur words."),
        ("Tea helps.", "Tea helps us."),
    ],
)
def test_a_silent_section_with_words_of_people_stays(wrote: str, instead: str) -> None:
    laid = filled(_laid_out(FORMER), {"best": "Tea helps."}).replace(wrote, instead)
    assert names(_laid_out(laid, NAMES[2:])) == NAMES


def test_links_lead_to_the_headings_that_people_gave() -> None:
    titles = headings(FORMER, ORDER, file="REVIEW.md")
    assert titles["changes"] == "What happened this week"
    assert titles["answer"] == "Main findings"
    assert titles["best"] == "Best-supported findings"


def test_a_document_without_any_mark_is_left_alone() -> None:
    assert _laid_out("Ours alone.\n") == "Ours alone.\n"


def test_a_windows_file_keeps_its_line_ends() -> None:
    laid = _laid_out(FORMER.replace("\n", "\r\n"))
    assert laid.count("\n") == laid.count("\r\n")
    assert names(laid) == NAMES


prose = st.lists(
    st.sampled_from(["Ours.", "## Ours", "### Ours", "", "- ours", "<!-- ours -->", "References"])
    | st.text(st.sampled_from("ab é#<>!-\t"), max_size=9).filter(lambda line: "--" not in line),
    max_size=4,
).map("\n".join)


_HEADINGS = {
    section.name: [
        f"## {heading}\n\n" if heading else ""
        for heading in (section.heading, *section.formerly, *(["Ours"] if section.heading else []))
    ]
    for section in ORDER
}


@st.composite
def _documents(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A document of any sections in any order, perhaps in the present layout, and its prose."""
    order = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    mark = draw(st.sampled_from(["", "<!-- living-review:layout 2 status best -->\n"]))
    parts = [draw(prose) for _ in range(len(order) + 1)]
    text = parts[0] + "\n" + mark
    for name, after in zip(order, parts[1:], strict=True):
        heading = draw(st.sampled_from(_HEADINGS[name]))
        text += f"{heading}{_region(name)}{after}\n"
    return text, [line.strip() for part in parts for line in part.splitlines() if line.strip()]


@given(document=_documents(), spoken=st.lists(st.sampled_from(NAMES), unique=True))
def test_no_line_of_people_is_lost(document: tuple[str, list[str]], spoken: list[str]) -> None:
    text, lines = document
    laid = _laid_out(text, ("status", *spoken))
    now = Counter(line.strip() for line in laid.splitlines())
    assert not Counter(lines) - now
    assert _laid_out(laid, ("status", *spoken)) == laid


def test_every_section_of_the_first_layout_is_still_one() -> None:
    assert set(FIRST) <= {section.name for section in sections(weeks.VOCABULARY.topic)}


@pytest.mark.parametrize("held", [State(), weeks.state()], ids=["none", "thirty"])
def test_no_heading_stands_over_nothing(held: State) -> None:
    lines = [
        line
        for line in weeks.rendered(held)[REVIEW].splitlines()
        if line.strip() and not line.startswith("<!--")
    ]
    bare = [
        line
        for line, after in zip(lines, [*lines[1:], "#"], strict=True)
        if line.startswith("#")
        and after.startswith("#")
        and len(line.split()[0]) >= len(after.split()[0])
    ]
    assert not bare


def test_headings_are_linked_as_github_names_them() -> None:
    assert anchor_of("What's new") == "whats-new"
    assert anchor_of("Tea, coffee and so on: a list") == "tea-coffee-and-so-on-a-list"
