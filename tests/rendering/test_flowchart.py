"""The flow of records draws whatever the criteria are called, and its boxes add up."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.flowchart import flowchart
from bot.synthesis.prisma_flow import PrismaFlow

counts = st.integers(min_value=0, max_value=10_000)


@st.composite
def flows(draw: st.DrawFn) -> PrismaFlow:
    because = draw(st.dictionaries(st.text(), st.integers(1, 900), max_size=12))
    waiting, undecided, included, retracted = (draw(counts) for _ in range(4))
    total = sum(because.values()) + waiting + undecided + included + retracted
    elsewhere = draw(st.integers(0, total))
    return PrismaFlow(
        from_search=total - elsewhere, from_elsewhere=elsewhere, excluded=sum(because.values()),
        excluded_because=because, waiting=waiting, undecided=undecided, included=included,
        retracted=retracted,
    )  # fmt: skip


def _boxes(chart: str) -> dict[str, str]:
    return dict(re.findall(r'^    (\w+)\["(.*)"\]$', chart, re.MULTILINE))


def _sum(text: str) -> int:
    return sum(int(n.replace(",", "")) for n in re.findall(r"(?:^|[ >])([\d,]+)(?= |<br>|$)", text))


@given(flow=flows())
def test_the_boxes_add_up(flow: PrismaFlow) -> None:
    boxes = _boxes(flowchart(flow))
    identified = _sum(boxes["identified"])
    screened = _sum(boxes["screened"])
    reasons = re.findall(r": ([\d,]+)(?=<br>|$)", boxes["excluded"])
    excluded, *parts = (int(n.replace(",", "")) for n in reasons)
    assert identified == screened + _sum(boxes.get("undecided", ""))
    assert screened == excluded + _sum(boxes.get("waiting", "")) + _sum(boxes["eligible"])
    assert _sum(boxes["eligible"]) == _sum(boxes["included"]) + _sum(boxes.get("retracted", ""))
    assert sum(parts) == excluded


@given(flow=flows())
def test_no_name_of_a_criterion_breaks_the_chart(flow: PrismaFlow) -> None:
    lines = flowchart(flow).splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("```mermaid", "flowchart TD", "```")
    for line in lines[2:-1]:
        assert re.fullmatch(r'    \w+(\["[^"`\[\]{}|\\]*"\]| --> \w+)', line)


def test_hostile_names_are_numbers() -> None:
    flow = PrismaFlow(
        from_search=1,
        from_elsewhere=0,
        excluded=1,
        waiting=0,
        undecided=0,
        included=0,
        retracted=0,
        excluded_because={'"]; click a "x" <b>@bob</b>': 1},
    )
    assert "#34;#93;#59; click a #34;x#34; #60;b#62;#64;bob#60;#47;b#62;: 1" in flowchart(flow)


def test_boxes_without_records_are_not_drawn() -> None:
    flow = PrismaFlow(
        from_search=2,
        from_elsewhere=0,
        excluded=1,
        waiting=0,
        undecided=0,
        included=1,
        retracted=0,
        excluded_because={"topic": 1},
    )
    assert set(_boxes(flowchart(flow))) == {
        "identified", "screened", "excluded", "eligible", "included",
    }  # fmt: skip
