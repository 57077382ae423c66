"""The digest as readers get it: golden texts, and hostile words in every medium."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as tree

from bot.adapters.templates import renderer
from bot.domain.claims import Agreement, Certainty, ClaimChangeKind
from bot.domain.facts import Group, Quote
from bot.domain.protocol_settings import DigestSettings
from bot.domain.state import State
from bot.domain.studies import Direction
from bot.domain.versions import NewsKind, Version
from bot.rendering.digest import SHOWN, Digest, digest, fill
from tests.editions import DOWN, PROTOCOL, UP, change, claim, paper, state, version
from tests.golden import agreed

GOLDEN = Path(__file__).parent / "digests"
RENDER = renderer(Path("/nowhere"), "neuroimaging")
TWO = claim({DOWN: 2}, studies=("910000001", "910000002"))
ONE = claim({DOWN: 1}, certainty=Certainty.VERY_LOW, agreement=Agreement.SINGLE)
HELD = state([paper(1)])


def _first() -> Version:
    after = state([paper(1), paper(2)], waiting=3)
    found = [
        change(ClaimChangeKind.APPEARED, None, TWO, "910000001", "910000002"),
        change(
            ClaimChangeKind.APPEARED,
            None,
            claim({UP: 1}, region="thalamus", agreement=Agreement.SINGLE),
        ),
    ]
    return version(State(), after, found)


def _new_studies() -> Version:
    after = state([paper(1), paper(2)], waiting=1)
    return version(HELD, after, [change(ClaimChangeKind.STRENGTHENED, ONE, TWO, "910000002")])


def _retraction() -> Version:
    before, after = state([paper(1), paper(2)]), state([paper(1), paper(2, retracted=True)])
    return version(before, after, [change(ClaimChangeKind.WEAKENED, TWO, ONE, "910000002")])


def _contradiction() -> Version:
    now = claim({DOWN: 2, UP: 1}, certainty=Certainty.VERY_LOW, agreement=Agreement.CONTRADICTED)
    found = [change(ClaimChangeKind.CONTRADICTED, TWO, now, "910000003")]
    return version(state([paper(1), paper(2)]), state([paper(1), paper(2), paper(3)]), found)


def _quiet() -> Version:
    return replace(_new_studies(), news=(), quiet=True, name="2026.12.22", on="2026-12-22")


def _sixty() -> Version:
    papers = [paper(number) for number in range(1, 62)]
    found = [
        change(ClaimChangeKind.STRENGTHENED, ONE, claim({DOWN: 9}, certainty=Certainty.MODERATE))
    ]
    return version(HELD, state(papers), found)


EDITIONS = {
    "first-version": _first,
    "new-studies": _new_studies,
    "retraction": _retraction,
    "contradiction": _contradiction,
    "quiet-month": _quiet,
    "sixty-studies": _sixty,
}


def _digest(name: str) -> Digest:
    one = EDITIONS[name]()
    earlier = replace(one, name="2026.10.01", on="2026-10-01", news=(), quiet=False)
    return digest(one, () if name == "first-version" else (earlier,), PROTOCOL)


@pytest.mark.parametrize("kind", ["md", "txt", "html"])
@pytest.mark.parametrize("name", EDITIONS)
def test_the_digest_reads_as_agreed(name: str, kind: str) -> None:
    text = fill(_digest(name), kind, RENDER)

    assert text == agreed(text, GOLDEN / f"{name}.{kind}")


def test_retractions_come_first_and_head_the_subject() -> None:
    one = _digest("retraction")

    assert [section.sort for section in one.sections] == [NewsKind.RETRACTED, NewsKind.DOUBTFUL]
    assert (
        one.subject == "Cancer pain in the brain: 1 retraction, 1 weakened or conflicting finding"
    )


def test_a_conflict_that_a_retraction_ended_is_neither_new_nor_strengthened() -> None:
    both = claim({DOWN: 1, UP: 1}, agreement=Agreement.CONTRADICTED)
    before, after = state([paper(1), paper(2)]), state([paper(1), paper(2, retracted=True)])
    made = version(before, after, [change(ClaimChangeKind.SETTLED, both, ONE, "910000002")])
    edition = digest(made, (_first(),), PROTOCOL)

    assert [section.title for section in edition.sections] == ["Retracted", "No longer conflicting"]
    assert edition.headline == "1 retraction, 1 finding no longer conflicting"
    assert edition.sections[1].news[0].text.startswith("No longer conflicting: grey matter volume")


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_a_mail_says_whom_to_write_to_and_where_to_leave_the_list(kind: str) -> None:
    lists = replace(PROTOCOL, digest=DigestSettings(page="https://lists.example.org/pain"))
    for protocol, leave in (
        (PROTOCOL, "mailto:keeper@example.org?subject=unsubscribe"),
        (lists, "https://lists.example.org/pain"),
    ):
        text = fill(digest(_quiet(), (), protocol), kind, RENDER)
        assert "mailto:keeper@example.org" in text
        assert leave in text


@pytest.mark.parametrize(
    ("read", "full_texts", "source"),
    [
        (3, 0, " from 3 abstracts"), (1, 1, " from 1 full text"),
        (5, 2, " from 3 abstracts and 2 full texts"), (0, 0, ""),
    ],
)  # fmt: skip
def test_findings_come_from_what_was_read(read: int, full_texts: int, source: str) -> None:
    figures = {"claims": 9, "read": read, "full_texts": full_texts}
    made = digest(replace(_first(), counts=figures), (), PROTOCOL)
    assert made.extraction == (
        f"Findings were extracted by a program{source}; people approve each change."
    )
    assert not digest(replace(_first(), counts={}), (), PROTOCOL).extraction


def test_a_new_study_says_whom_it_is_about() -> None:
    after = state([paper(1), paper(2)])
    quote = Quote(text="", start=0)
    groups = (
        Group(label="people with lantern pain", n=12, role="pain", quote=quote),
        Group(label="lantern-free people", n=None, role="healthy_control", quote=quote),
    )
    read = {key: replace(study, groups=groups) for key, study in after.studies.items()}
    made = digest(version(HELD, replace(after, studies=read), ()), (), PROTOCOL)
    text = fill(made, "txt", RENDER)
    assert "Participants: 12 people with lantern pain; lantern-free people." in " ".join(
        text.split()
    )


def test_a_quiet_month_takes_two_lines() -> None:
    body = fill(_digest("quiet-month"), "md", RENDER).split("\n\n")[0]

    assert body.count("\n") == 1
    assert "No changes since 1 October 2026." in body
    assert "Next search: 23 November 2026." in body


def test_the_digest_counts_in_the_unit_of_its_topic() -> None:
    made = replace(_first(), counts={"studies": 3, "cohorts": 2})

    assert "3 studies from 2 independent cohorts" in digest(made, (), PROTOCOL).standing
    assert "3 studies from 2 independent trials" in digest(made, (), PROTOCOL, "trial").standing


def test_sixty_studies_are_counted_and_not_all_printed() -> None:
    one = _digest("sixty-studies")
    studies = next(section for section in one.sections if section.sort is NewsKind.STUDY)

    assert (len(studies.news), studies.more) == (SHOWN, 60 - SHOWN)
    assert "60 new studies" in one.subject


def test_a_study_that_people_took_out_is_not_called_retracted() -> None:
    one = version(state([paper(1), paper(2)]), HELD, [])

    assert [news.sort for news in one.news] == [NewsKind.LEFT]


def test_facts_that_were_corrected_are_told_where_nothing_else_changed() -> None:
    one = digest(version(HELD, HELD, [], on="2026-11-29"), (_first(),), PROTOCOL)

    assert "were corrected" in fill(one, "txt", RENDER)
    assert one.subject.endswith("extracted data corrected")


HOSTILE = (
    "<img src=x onerror=alert(1)> @maintainer closes #3 http://evil.example www.evil.example "
    '\u202e\u200b ![x](http://evil.example/x) "quoted" {{ 7 * 7 }}\nBcc: all@example.org'
)


def _hostile() -> Digest:
    after = state([paper(1), paper(2, title=HOSTILE)])
    return digest(version(HELD, after, [], on="2026-11-29"), (_first(),), PROTOCOL)


def test_hostile_titles_make_no_element_and_no_link_in_html() -> None:
    page = fill(_hostile(), "html", RENDER)
    body = tree.fromstring(page)

    assert body.xpath("//img | //script | //@onerror") == []
    assert not [one for one in body.iter("a") if "evil" in (one.get("href") or "")]
    assert "http://" not in page
    assert "www.evil" not in page
    assert "{{ 7 * 7 }}" in page
    assert "\u202e" not in page


def test_hostile_titles_make_no_line_and_no_link_in_text() -> None:
    text = fill(_hostile(), "txt", RENDER)

    assert not any(line.startswith("Bcc") for line in text.splitlines())
    assert "http://" not in text
    assert "all@example" not in text
    assert "\u202e" not in text


def test_hostile_titles_are_inert_in_markdown() -> None:
    text = fill(_hostile(), "md", RENDER)

    assert "<img" not in text
    assert "@maintainer" not in text
    assert "#3" not in text


@pytest.mark.parametrize("way", list(Direction))
def test_every_direction_makes_a_sentence(way: Direction) -> None:
    one = claim({way: 1}, agreement=Agreement.SINGLE)
    made = version(HELD, HELD, [change(ClaimChangeKind.APPEARED, None, one)])

    assert "rey matter volume in the insula " in made.news[0].text
    assert made.news[0].text.endswith("(one cohort, low certainty).")
    assert "people with cancer pain" in made.news[0].text
    assert "None" not in made.news[0].text


def test_what_did_not_change_is_not_said_twice() -> None:
    told = [
        version(HELD, HELD, [change(ClaimChangeKind.STRENGTHENED, before, TWO)]).news[0].text
        for before in (ONE, claim({DOWN: 1}, certainty=TWO.certainty), TWO)
    ]
    assert told[0].endswith(
        "(2 cohorts, low certainty; previously one cohort, very low certainty)."
    )
    assert told[1].endswith("(2 cohorts; previously one cohort; low certainty).")
    assert told[2].endswith("(2 cohorts, low certainty).")


@pytest.mark.parametrize("turn", list(ClaimChangeKind))
def test_every_turn_makes_a_sentence(turn: ClaimChangeKind) -> None:
    before = None if turn is ClaimChangeKind.APPEARED else ONE
    after = None if turn is ClaimChangeKind.DISAPPEARED else TWO
    made = version(HELD, HELD, [change(turn, before, after)])

    assert len(made.news) == 1
    assert "rey matter volume in the insula" in made.news[0].text
