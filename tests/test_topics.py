"""A topic is one folder: what it says is read strictly, and all that it names is there."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import Mistake
from bot.extraction.terms import KINDS
from bot.extraction.vocabulary import load
from bot.rendering.figures.gallery import FIGURES
from bot.synthesis.interventions import Course
from bot.topics import loading
from bot.topics.topic import FIGURES as FIGURE_NAMES
from bot.topics.topic import NO_TOPIC, Topic
from bot.wiring.vocabularies import chosen_vocabulary
from tests.editions import PROTOCOL

SMALL = """\
paper: paper on gardens
participants: gardeners
facts:
  tools: {term: scale, meaning: Tools that were used}
card: [{label: Tools, kinds: [tools]}]
sections: [{name: answer, heading: What grows}]
variables: {rain: '\\brain'}
"""


@pytest.mark.parametrize("name", loading.names())
def test_a_built_in_topic_names_only_what_there_is(name: str) -> None:
    topic, vocabulary = loading.load(name), load(name)
    text = (Path(loading.__file__).parent / name / loading.FILE).read_text("utf-8")
    assert loading.parse(loading.FILE, name, text, vocabulary.terms) == topic
    assert vocabulary.topic == topic
    terms = {kind.term for key, kind in topic.facts.items() if not kind.unit}
    assert terms <= KINDS.keys()


@pytest.mark.parametrize("name", loading.names())
def test_every_section_of_a_topic_has_its_template(name: str) -> None:
    homes = (Path(loading.__file__).parent / name, Path(loading.__file__).parents[2])
    for section in loading.load(name).sections:
        path = f"templates/review/{section.name}.md.j2"
        assert any((home / path).is_file() for home in homes), section


def test_every_figure_that_a_topic_may_name_can_be_drawn() -> None:
    assert tuple(FIGURES) == FIGURE_NAMES


def test_every_course_has_words() -> None:
    assert all(getattr(NO_TOPIC.course, course) for course in Course)


@pytest.mark.parametrize(
    ("slip", "line", "hint"),
    [
        (("label: Tools", "lable: Tools"), 5, "Did you mean 'label'?"),
        (("kinds: [tools]", "kinds: [tool]"), 5, "Did you mean 'tools'?"),
        (("paper: paper on gardens", "papre: paper on gardens"), 1, "Did you mean 'paper'?"),
        (("meaning: Tools that were used", "meaning: 3"), 4, "It should be a valid string."),
        (("'\\brain'", "'(rain'"), 7, "missing )"),
        (("[{label: Tools, kinds: [tools]}]", "[{kinds: [tools]}]"), 5, "Add it"),
    ],
)
def test_a_slip_is_told_with_its_line_and_what_was_meant(
    slip: tuple[str, str], line: int, hint: str
) -> None:
    with pytest.raises(Mistake, match=rf"garden/topic\.yaml, line {line}: ") as raised:
        loading.parse("garden/topic.yaml", "garden", SMALL.replace(*slip))
    assert hint in raised.value.hint


ELSEWHERE = """\
subject: [roses]
otherwise:
  paper: paper on fields
  facts: {tools: {meaning: Tools of the field}}
  card: {Tools: {label: Field tools}}
  sections: {answer: }
"""


def test_a_review_of_another_subject_has_what_is_different() -> None:
    topic = loading.parse("topic.yaml", "garden", SMALL + ELSEWHERE)
    assert topic.of_review("Which Roses grow?") is topic
    field = topic.of_review("Which turnips grow?")
    assert (field.paper, field.participants) == ("paper on fields", "gardeners")
    assert (field.facts["tools"].term, field.facts["tools"].meaning) == (
        "scale",
        "Tools of the field",
    )
    assert [column.label for column in field.card] == ["Field tools"]
    assert field.sections == ()


@pytest.mark.parametrize(
    ("slip", "line"),
    [(("paper: paper on f", "papre: paper on f"), 10), (("{label: Field", "{lable: Field"), 12)],
)
def test_a_slip_in_what_is_different_has_its_line(slip: tuple[str, str], line: int) -> None:
    text = SMALL + ELSEWHERE
    assert slip[0] in text
    with pytest.raises(Mistake, match=rf"topic\.yaml, line {line}: unknown key"):
        loading.parse("topic.yaml", "garden", text.replace(*slip))


def test_an_id_that_the_vocabulary_lacks_is_told() -> None:
    text = SMALL + "comparisons: {pain_vs_hcc: {burden: true}}\n"
    with pytest.raises(Mistake, match="line 8: 'pain_vs_hcc' is not known") as raised:
        loading.parse("topic.yaml", "garden", text, load("neuroimaging").terms)
    assert raised.value.hint == "Did you mean 'pain_vs_hc'?"


def test_a_review_may_bring_a_topic_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "garden").mkdir()
    (tmp_path / "garden" / "topic.yaml").write_text(SMALL, "utf-8")
    words = "scales:\n  - {id: spade, name: Spade, aliases: [spade]}\n"
    (tmp_path / "garden" / "words.yaml").write_text(words, "utf-8")
    vocabulary = chosen_vocabulary(replace(PROTOCOL, vocabulary="garden"), tmp_path)
    assert vocabulary is not None
    assert vocabulary.topic.participants == "gardeners"
    assert vocabulary.term("scale", "spade").name == "Spade"


def test_a_vocabulary_without_rules_has_those_of_the_topic_there_is(tmp_path: Path) -> None:
    words = "scales:\n  - {id: spade, name: Spade, aliases: [spade]}\n"
    (tmp_path / "words.yaml").write_text(words, "utf-8")
    vocabulary = chosen_vocabulary(replace(PROTOCOL, vocabulary="words.yaml"), tmp_path)
    assert vocabulary is not None
    assert vocabulary.topic == loading.load("neuroimaging")


def test_no_topic_is_none() -> None:
    assert not NO_TOPIC
    assert Topic(name="garden")
    assert not NO_TOPIC.comparison("anything").burden
