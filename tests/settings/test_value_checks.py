"""A value that would do nothing, or the wrong thing, is refused with its line and the right one."""

from pathlib import Path

import pytest

from bot.errors import Mistake
from bot.settings import parse
from bot.settings.value_checks import EXAMPLES, examples_left
from bot.topics.loading import protocol_keys

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "templates" / "init" / "review.yaml").read_text("utf-8")
TEXT = EXAMPLE.replace("you@example.org", "keeper@example.org")


def refusal(old: str, new: str) -> tuple[str, str]:
    """What is said of the protocol with one thing changed: the message and its hint."""
    assert TEXT.count(old) == 1, old
    with pytest.raises(Mistake) as caught:
        parse(TEXT.replace(old, new))
    return caught.value.message, caught.value.hint


def line_of(text: str) -> int:
    return next(n for n, line in enumerate(TEXT.splitlines(), 1) if text in line)


def test_the_example_is_sound_once_it_has_a_contact() -> None:
    assert parse(TEXT).search.strategies


def test_the_contact_of_the_example_is_refused_at_its_line() -> None:
    with pytest.raises(Mistake) as caught:
        parse(EXAMPLE)

    assert caught.value.message.startswith(f"review.yaml, line {line_of('contact:')}: ")
    assert "your own e-mail" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Duplicate", "'Duplicate' is what papers are excluded for that are known twice"),
        ("3 months", "'3 months' is no name that could follow the number of a paper"),
        ("POPULATION", "the criteria 'population' and 'POPULATION' go by one name"),
    ],
)
def test_a_criterion_that_reviewers_could_not_name_is_refused(name: str, message: str) -> None:
    assert refusal("  outcome:\n", f"  {name}:\n")[0].endswith(f": {message}")


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("    memory: '", "\u00a0\u00a0\u00a0\u00a0memory: '", "line 15 with plain blanks"),
        ("contact: ", "<<<<<<< HEAD\ncontact: ", "A merge was left unfinished"),
        ("contact: ", "contact\uff1a ", "the colon in line 8 as a plain"),
        ("  outcome:\n    include: A", "  outcome: A", "keys: include, exclude"),
    ],
)
def test_what_a_word_processor_or_a_slip_does_to_yaml_is_explained(
    old: str, new: str, hint: str
) -> None:
    assert hint in refusal(old, new)[1]


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ('"Moon \\0 tea"', "'title' holds a character that nobody sees, U+0000"),
        ('"Moon \\u202E tea"', "'title' holds a character that nobody sees, U+202E"),
        (">\n  Moon\n  tea", "'title' is more than one line"),
    ],
)
def test_a_title_that_breaks_its_heading_is_refused(title: str, message: str) -> None:
    assert refusal("Sleep and memory in older adults   ", f"{title}\n#")[0].endswith(message)


def test_a_search_without_lines_is_said_to_be_so() -> None:
    lines = TEXT[TEXT.index("  lines:\n") : TEXT.index("  # Expressions over")]

    assert refusal(lines, "  lines: {}\n")[0].endswith("'search.lines' is empty")


def test_what_is_left_of_the_example_is_named() -> None:
    protocol = parse(TEXT)

    assert examples_left(protocol) == (
        "title", "question", "criteria.population", "criteria.outcome", "borderline",
    )  # fmt: skip
    assert examples_left(parse((ROOT / "review.yaml").read_text("utf-8"))) == ()


def test_what_is_left_of_a_topics_example_is_named() -> None:
    text = TEXT.replace('vocabulary: ""', f"vocabulary: clinical\n{protocol_keys('clinical')}")
    changed = text.replace("sleep leaflet:", "usual care:")

    assert examples_left(parse(text))[-3:] == ("outcomes", "interventions", "comparators")
    assert examples_left(parse(changed))[-2:] == ("outcomes", "interventions")


def test_the_examples_are_those_of_the_template() -> None:
    flat = " ".join(EXAMPLE.split())
    for example in EXAMPLES.values():
        assert example in flat


@pytest.mark.parametrize(
    ("written", "meant"),
    [("english", "eng"), ("en", "codes of three letters"), ("ENG", "eng"), ("German", "ger"),
     ("deu", "codes of three letters"), ("francais", "codes of three letters"),
     ("Frensh", "fre")],
)  # fmt: skip
def test_a_language_goes_by_the_code_of_pubmed(written: str, meant: str) -> None:
    message, hint = refusal("languages: []", f"languages: [eng, {written}]")

    assert f"no language '{written}'" in message
    assert message.startswith(f"review.yaml, line {line_of('languages:')}: ")
    assert meant in hint


@pytest.mark.parametrize(
    ("written", "meant"),
    [("editorial", "Editorial"), ("Case Report", "Case Reports"),
     ("Meta Analysis", "Meta-Analysis"), ("Zebra", "as PubMed does")],
)  # fmt: skip
def test_a_publication_type_is_written_as_pubmed_writes_it(written: str, meant: str) -> None:
    message, hint = refusal("    - Letter", f"    - {written}")

    assert f"no publication type '{written}'" in message
    assert meant in hint


@pytest.mark.parametrize(
    ("line", "problem", "hint"),
    [
        ("sleep*[tiabs]", "no search field [tiabs]", "tiab"),
        ("sleep[titel]", "no search field [titel]", "title"),
        ("sleep[]", "no search field []", "[tiab]"),
        ('"Sleep"[Mesh:NoExplode]', "does not know ':noexplode'", ":noexp"),
        ("sleep[tiab:noexp]", "only headings take :noexp", "[tiab]"),
        ('"sleep memory"[Mesh:~2]', "near each other", "[tiab:~2]"),
        ("sle*[tiab]", "fewer than 4 letters", "joined by OR"),
        ("s*leep[tiab]", "may only end a word", "joined by OR"),
        ("*sleep[tiab]", "may only end a word", "joined by OR"),
        ('"Sleep[Mesh] OR insomni*[tiab]', "quotation mark is opened", "Close it"),
        ("\u201csleep quality\u201d[tiab]", "curly quotation mark", "straight"),
        ("(sleep[tiab] OR insomnia[tiab]", "bracket () is opened", "Count"),
        ("sleep[tiab]) OR insomnia[tiab]", "bracket () is closed", "Count"),
        ("sleep[tiab OR insomnia[tiab]", "bracket [] is opened", "Count"),
        ("sleep[tiab] or insomnia[tiab]", "'or' between two terms", "OR"),
        ("", "it is empty", "delete it"),
    ],
)
def test_a_slip_that_pubmed_would_pass_over_is_named(line: str, problem: str, hint: str) -> None:
    quoted = "'" + line.replace("'", "''") + "'"
    message, advice = refusal("""'"Sleep"[Mesh] OR sleep*[tiab] OR insomni*[tiab]'""", quoted)

    assert "'sleep': " in message
    assert problem in message
    assert hint in advice


@pytest.mark.parametrize(
    "line",
    [
        '"Sleep"[Mesh:NoExp] OR "Sleep/physiology"[Majr]',
        '"cancer pain"[tiab:~2] AND 2020:2026[dp]',
        "moretti a[1au] NOT english[la]",
        '"sleep qualit*"[tiab] OR CIPN*[tiab]',
        'hasabstract OR "loprovflybase"[Filter] OR nursing[sb]',
        "(sleep[Title/Abstract]) AND (aged[MeSH Terms] OR \u7761\u7720[tiab])",
        '"cats and dogs"[tiab] OR salt and pepper[tiab]',
    ],
)
def test_what_pubmed_reads_is_let_be(line: str) -> None:
    quoted = "'" + line.replace("'", "''") + "'"
    text = TEXT.replace("""'"Memory"[Mesh] OR memory[tiab] OR recall[tiab]'""", quoted)
    text = text.replace("must_mention: sleep AND memory ", "must_mention: sleep ")

    assert parse(text).search.lines["memory"] == line


def test_a_line_without_free_words_cannot_be_asked_of_an_abstract() -> None:
    message, hint = refusal("should_mention: older ", "should_mention: not-wanted ")

    assert "'not-wanted' has no free words" in message
    assert "[tiab]" in hint


@pytest.mark.parametrize("mail", ["me", "me@home", "me@example.org, you@example.org", "@x.org"])
def test_a_contact_is_one_address(mail: str) -> None:
    message, _ = refusal("keeper@example.org", f"'{mail}'")

    assert "'contact' is no e-mail address" in message


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('  sender: ""  ', "  sender: the bot", "'digest.sender' is no e-mail address"),
        ("logins: []  ", "logins: ['@octocat']", "'@octocat' is no GitHub login"),
        ("search: Mon 05:17 ", "search: 17 5 * * 1", "does not name its days"),
        ("publish: Mon-Sun 06:43", "publish: often", "no time that comes again"),
        ("timezone: UTC", "timezone: Berlin", "'Berlin' is not known"),
        (
            "authors: [] ",
            "authors: [{family: Doe, orcid: 0000-0002-1825-0096}] ",
            "'0000-0002-1825-0096' is no ORCID iD",
        ),
    ],
)
def test_a_value_that_cannot_be_right_is_refused_at_its_line(
    old: str, new: str, problem: str
) -> None:
    message, hint = refusal(old, new)

    assert problem in message
    assert message.startswith(f"review.yaml, line {line_of(old)}: ")
    assert hint


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1694-233X"])
def test_an_orcid_whose_last_digit_fits_is_taken(orcid: str) -> None:
    text = TEXT.replace("authors: [] ", f"authors: [{{family: Doe, orcid: '{orcid}'}}] ")

    assert parse(text).authors[0].orcid == orcid
