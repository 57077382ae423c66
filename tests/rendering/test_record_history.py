"""The account of a paper shows which words led to what was read."""

from bot import settings
from bot.demo import story
from bot.domain.records import Record
from bot.domain.state import State
from bot.domain.studies import Study
from bot.extraction.reader import read
from bot.extraction.version import VERSION
from bot.extraction.vocabulary import load
from bot.rendering.record_history import record_history

VOCABULARY = load("neuroimaging")
ABSTRACT = """\
METHODS: We scanned 12 patients with bone cancer pain and 10 healthy controls (3 T, FWE).
RESULTS: ReHo in the left insula was decreased in patients compared with healthy controls. FC \
between the thalamus and the left putamen was positively correlated with VAS scores (r = 0.5)."""


def told(abstract: str = ABSTRACT) -> list[str]:
    reading = read("", abstract, VOCABULARY)
    study = Study(
        id="1",
        read_from="abstract",
        reader=VERSION,
        text_hash="0",
        facts=reading.facts,
        groups=reading.groups,
        findings=reading.findings,
    )
    state = State(records=(Record(id="1", title="A title"),), studies={"1": study})
    text = record_history(state, settings.parse(story.protocol()), "1", VOCABULARY)
    assert text is not None
    return text.splitlines()


def test_a_fact_stands_with_its_words() -> None:
    lines = told()
    assert "  pains: Cancer-induced bone pain ← “bone cancer pain”" in lines
    assert "  field strengths: 3 tesla ← “3 T”" in lines


def test_the_source_is_called_by_its_title() -> None:
    assert "  Source of the record: PubMed" in told()


def test_a_group_stands_with_its_role() -> None:
    label = "12 patients with bone cancer pain"
    assert f"  group: {label} (Cancer pain) ← “{label}”" in told()


def test_a_connection_lies_between_its_ends() -> None:
    joined = "RESULTS: Functional connectivity between the insula and the thalamus was reduced."
    heads = [line for line in told(joined) if line.startswith("  finding")]
    assert heads == ["  finding f1: Functional connectivity between Insula and Thalamus: ↓ lower"]


def test_each_part_of_a_finding_stands_with_the_words_that_led_to_it() -> None:
    lines = told(ABSTRACT.replace("compared with", "and lower than in"))
    start = lines.index("  finding f1: Regional homogeneity (ReHo) in left Insula: ↓ lower")
    assert lines[start + 2 : start + 6] == [
        "    measure: Regional homogeneity (ReHo) ← “ReHo”",
        "    region: Insula ← “insula”",
        "    side: left ← “left”",
        "    direction: decrease ← “decreased”",
    ]


def test_what_the_quote_does_not_hold_is_said_to_stand_elsewhere() -> None:
    carried = ABSTRACT.replace(
        "healthy controls. FC",
        "healthy controls. In addition, ALFF in the caudate was increased. FC",
    )
    name = "Cancer pain versus healthy controls"
    assert f"    comparison: {name} ← elsewhere in the paper, outside the quote" in told(carried)


def test_a_correlation_shows_what_it_goes_with() -> None:
    lines = told()
    assert "    direction: positive correlation ← “positively correlated”" in lines
    assert "    comparison: Within the pain group ← “correlated”" in lines
    assert "    correlated with: VAS scores ← “VAS scores”" in lines
    assert "    statistic: r = 0.5 ← “r = 0.5”" in lines


def test_a_turned_finding_shows_the_words_as_printed() -> None:
    lines = told(
        "METHODS: We scanned patients with cancer pain and healthy controls.\n"
        "RESULTS: Healthy controls showed increased ReHo in the left insula than patients."
    )
    assert "    direction: decrease ← “increased”" in lines
