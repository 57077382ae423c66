"""The flow of records draws whatever the criteria are called, and its boxes add up."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.flowchart import FlowPlace, flow_rows, flowchart
from bot.synthesis.prisma_flow import PrismaFlow, UpdatedFlow

counts = st.integers(min_value=0, max_value=10_000)
reasons = st.dictionaries(st.text(), st.integers(1, 900), max_size=12)


@st.composite
def flows(draw: st.DrawFn) -> UpdatedFlow:
    filtered, ranked_low, by_models, by_people = (draw(reasons) for _ in range(4))
    waiting, undecided, included, retracted, closed = (draw(counts) for _ in range(5))
    out = (filtered, ranked_low, by_models, by_people)
    total = sum(sum(part.values()) for part in out)
    total += waiting + undecided + included + retracted + closed
    elsewhere = draw(st.integers(0, total))
    flow = PrismaFlow(
        databases={"PubMed": total - elsewhere}, elsewhere=elsewhere, duplicates=draw(counts),
        filtered=filtered, ranked_low=ranked_low, by_models=by_models, by_people=by_people,
        closed=closed, waiting=waiting, undecided=undecided, included=included,
        retracted=retracted,
    )  # fmt: skip
    if draw(st.booleans()):
        return UpdatedFlow(total=flow)
    left = draw(st.integers(0, 9))
    previous = draw(st.integers(0, included)) + left
    return UpdatedFlow(
        total=flow, since=PrismaFlow(), version=draw(st.text(min_size=1)), previous=previous,
        left=left,
    )  # fmt: skip


def _boxes(chart: str) -> dict[str, str]:
    return dict(re.findall(r'^    (\w+)\["(.*)"\]$', chart, re.MULTILINE))


def _first(box: str) -> int:
    """The number in the first line of a box."""
    match = re.search(r"([\d,]+)(?: stud\w+ \w+ since)?$", box.partition("<br>")[0]) or re.search(
        r"<br>([\d,]+)", box
    )
    return int(match[1].replace(",", "")) if match else 0


def _rest(box: str) -> int:
    parts = (re.search(r": ([\d,]+)$", line) for line in box.split("<br>")[1:])
    return sum(int(part[1].replace(",", "")) for part in parts if part)


@given(flow=flows())
def test_the_boxes_add_up(flow: UpdatedFlow) -> None:
    boxes = _boxes(flowchart(flow))
    count = {name: _first(text) for name, text in boxes.items()}
    assert count["identified"] == _rest(boxes["identified"])
    assert count["identified"] == (
        count.get("removed", 0)
        + count.get("undecided", 0)
        + count.get("waiting", 0)
        + count["screened"]
    )
    assert count["screened"] == count.get("excluded", 0) + count["assessed"]
    assert count["assessed"] == (
        count.get("left", 0) + count.get("retracted", 0) + count["included"]
    )
    for name in {"removed", "excluded", "left"} & boxes.keys():
        assert count[name] == _rest(boxes[name])
    if flow.version:
        assert count["included"] == _rest(boxes["included"])


@given(flow=flows())
def test_the_table_says_what_the_picture_says(flow: UpdatedFlow) -> None:
    rows = {row.label: row for row in flow_rows(flow)}
    boxes = _boxes(flowchart(flow))
    assert rows["Studies in this review"].total == _first(boxes["included"])
    for label, box in (
        ("Records removed before screening", "removed"),
        ("Records screened (title and abstract)", "screened"),
        ("Records excluded by the program", "excluded"),
        ("Reports assessed for eligibility", "assessed"),
        ("Reports excluded by people", "left"),
    ):
        if label in rows:
            row = rows[label]
            assert row.total == _first(boxes[box])
            assert not row.parts or row.total == sum(part.total for part in row.parts)
        else:
            assert _first(boxes.get(box, "0")) == 0


@given(flow=flows())
def test_what_leaves_and_what_goes_on_add_up_to_what_came(flow: UpdatedFlow) -> None:
    rows = flow_rows(UpdatedFlow(total=flow.total))
    came = sum(row.total for row in rows if row.place is FlowPlace.SOURCE)
    left = sum(row.total for row in rows if row.place is FlowPlace.LEAVES)
    assert came - left == rows[-1].total
    assert rows[-1].place is FlowPlace.GOES_ON


@given(flow=flows())
def test_no_name_of_a_criterion_breaks_the_chart(flow: UpdatedFlow) -> None:
    lines = flowchart(flow).splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("```mermaid", "flowchart TD", "```")
    for line in lines[2:-1]:
        assert re.fullmatch(r'    \w+(\["[^"`\[\]{}|\\]*"\]| --> \w+)', line)


def test_hostile_names_are_numbers() -> None:
    out = {'"]; click a "x" <b>@bob</b>': 1}
    flow = UpdatedFlow(total=PrismaFlow(databases={"PubMed": 1}, by_people=out))
    assert "#34;#93;#59; click a #34;x#34; #60;b#62;#64;bob#60;#47;b#62;: 1" in flowchart(flow)


def test_boxes_without_records_are_not_drawn() -> None:
    flow = PrismaFlow(databases={"PubMed": 2}, by_people={"topic": 1}, included=1)
    assert set(_boxes(flowchart(UpdatedFlow(total=flow)))) == {
        "identified", "screened", "assessed", "left", "included",
    }  # fmt: skip
