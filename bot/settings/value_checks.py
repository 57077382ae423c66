"""Values of a protocol that have the right form and would still do nothing, or the wrong thing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ruamel.yaml import YAML

from bot.domain.decisions import DUPLICATE
from bot.domain.nearest_name import nearest_name
from bot.domain.protocol import Protocol
from bot.domain.strategies import Expression
from bot.errors import Mistake
from bot.settings.pubmed_values import LANGUAGES, PUBLICATION_TYPES
from bot.settings.query_checks import query_faults
from bot.settings.timetable import Timetable, zone_of
from bot.topics.loading import protocol_keys
from bot.yaml_faults import Place

EXAMPLES: dict[Place, str] = {
    ("title",): "Sleep and memory in older adults",
    ("question",): "In adults over 60, is poor sleep associated with worse memory?",
    ("contact",): "you@example.org",
    ("criteria", "population", "include"): "Adults over 60 living at home",
    ("criteria", "population", "exclude"): "Patients in hospital",
    ("criteria", "outcome", "include"): "A memory test with a score",
    ("borderline", 0, "case"): "A sample of all ages with results for those over 60",
}
"""What `init` writes for people to replace, by its place in ``review.yaml``."""
_UNSEEN = re.compile("[\\x00-\\x08\\x0e-\\x1f\\x7f\\u202a-\\u202e\\u2066-\\u2069]")
"""Control characters, and those that turn the direction of what follows."""
_MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}")
_LICENCE = re.compile(r"[A-Za-z0-9.+-]*")
_DOI = re.compile(r"(?:https://doi\.org/)?10\.\d{4,9}/\S+")
_ORCID = re.compile(r"(?:https://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")


class ValueFault(NamedTuple):
    """A value that cannot be right: where it stands, what is wrong, and what would be right."""

    place: Place
    message: str
    hint: str


def value_faults(protocol: Protocol) -> Iterator[ValueFault]:
    """Yield what is wrong with the values of ``protocol``."""
    yield from _text_faults(protocol)
    yield from _line_faults(protocol)
    yield from _criterion_faults(protocol)
    yield from _language_faults(protocol)
    yield from _type_faults(protocol)
    yield from _address_faults(protocol)
    yield from _people_faults(protocol)
    if protocol.doi and not _DOI.fullmatch(protocol.doi):
        yield ValueFault(
            ("doi",),
            f"'{protocol.doi[:60]}' is no DOI",
            "Copy it from the archive that gave it, as 10.5281/zenodo.1234567, or leave it empty.",
        )
    if not _LICENCE.fullmatch(protocol.license):
        yield ValueFault(
            ("license",),
            f"'license' is '{protocol.license}', which is no SPDX identifier",
            "Name one of spdx.org/licenses, as CC-BY-4.0, or leave it empty.",
        )
    yield from _schedule_faults(protocol)


def examples_left(protocol: Protocol) -> tuple[str, ...]:
    """The keys whose value is still the example that `init` wrote, as ``criteria.outcome``.

    Of what a topic asks of a protocol, a group with all the names of its example counts.
    """
    left = {
        ".".join(str(key) for key in place[:2] if key != 0): None
        for place, example in EXAMPLES.items()
        if " ".join(str(_value_at(protocol, place)).split()) == example
    }
    asked = YAML(typ="safe").load(protocol_keys(protocol.vocabulary)) or {}
    named = (key for key, example in asked.items() if [*getattr(protocol, key)] == [*example])
    return (*left, *named)


def _value_at(protocol: Protocol, place: Place) -> object:
    """What stands at a place of the protocol; None where nothing does."""
    value: object = protocol
    for key in place:
        if isinstance(key, int):
            value = value[key] if isinstance(value, tuple) and len(value) > key else None
        else:
            value = value.get(key) if isinstance(value, dict) else getattr(value, key, None)
    return value


def _text_faults(protocol: Protocol) -> Iterator[ValueFault]:
    """What would break the heading of the review, or the line below it."""
    if "\n" in protocol.title:
        hint = "Put it on one, or fold it with `title: >-`."
        yield ValueFault(("title",), "'title' is more than one line", hint)
    for key in ("title", "question"):
        if unseen := _UNSEEN.search(getattr(protocol, key)):
            yield ValueFault(
                (key,),
                f"'{key}' holds a character that nobody sees, U+{ord(unseen[0]):04X}",
                "Type the words around it again.",
            )


def _line_faults(protocol: Protocol) -> Iterator[ValueFault]:
    for name, text in protocol.search.lines.items():
        for fault in query_faults(text):
            yield ValueFault(("search", "lines", name), f"'{name}': {fault.message}", fault.hint)
    for key in ("must_mention", "should_mention"):
        for name in Expression(getattr(protocol.screening, key)).names:
            if not protocol.lines.words(name):
                yield ValueFault(
                    ("screening", key),
                    f"'screening.{key}': the line '{name}' has no free words, so that no abstract"
                    " could mention them",
                    "Name a line with words that carry [tiab], [ti] or [tw].",
                )


def _criterion_faults(protocol: Protocol) -> Iterator[ValueFault]:
    """Names that would be taken for something else behind ``/exclude 3``."""
    known = {DUPLICATE: DUPLICATE}
    for name in protocol.criteria:
        plain = re.sub(r"[\s_-]+", " ", name.strip().lower())
        if not plain or re.match(r"\d+(?: |$)", plain):
            fault = (
                f"'{name}' is no name that could follow the number of a paper",
                "Begin the name of a criterion with a word, as population.",
            )
        elif plain == DUPLICATE:
            fault = (
                f"'{name}' is what papers are excluded for that are known twice",
                "Give the criterion another name.",
            )
        elif plain in known:
            fault = (
                f"the criteria '{known[plain]}' and '{name}' go by one name",
                "Reviewers name a criterion when they exclude a paper: give one another name.",
            )
        else:
            known[plain] = name
            continue
        yield ValueFault(("criteria", name), *fault)


def _language_faults(protocol: Protocol) -> Iterator[ValueFault]:
    by_name = {language.lower(): code for code, language in LANGUAGES.items()}
    for at, code in enumerate(protocol.screening.languages):
        if code in LANGUAGES:
            continue
        near = LANGUAGES.get(code.lower()) and code.lower()
        near = near or by_name.get(nearest_name(code.lower(), by_name, cutoff=0.7), "")
        yield ValueFault(
            ("screening", "languages", at),
            f"PubMed has no language '{code}'",
            f"Did you mean '{near}' ({LANGUAGES[near]})?"
            if near
            else "Write PubMed's codes of three letters, as eng, fre or ger.",
        )


def _type_faults(protocol: Protocol) -> Iterator[ValueFault]:
    for at, name in enumerate(protocol.screening.excluded_types):
        if name in PUBLICATION_TYPES:
            continue
        same = [known for known in PUBLICATION_TYPES if known.lower() == name.lower()]
        hint = f"Did you mean '{same[0]}'?" if same else _near_type(name)
        yield ValueFault(
            ("screening", "excluded_types", at), f"PubMed has no publication type '{name}'", hint
        )


def _near_type(name: str) -> str:
    near = nearest_name(name, PUBLICATION_TYPES, cutoff=0.6)
    return f"Did you mean '{near}'?" if near else "Write it as PubMed does, as Case Reports."


def _address_faults(protocol: Protocol) -> Iterator[ValueFault]:
    if protocol.contact == EXAMPLES[("contact",)]:
        yield ValueFault(
            ("contact",),
            f"'contact' is still the example, {protocol.contact}",
            "Write your own e-mail address: PubMed writes to it before it blocks anybody.",
        )
    mails = {
        ("contact",): protocol.contact,
        ("digest", "address"): protocol.digest.address,
        ("digest", "sender"): protocol.digest.sender,
    }
    for place, text in mails.items():
        if (text or place == ("contact",)) and not _MAIL.fullmatch(text):
            yield ValueFault(
                place,
                f"'{'.'.join(place)}' is no e-mail address: '{text[:60]}'",
                "Write one address, as name@example.org.",
            )


def _people_faults(protocol: Protocol) -> Iterator[ValueFault]:
    for at, login in enumerate(protocol.reviewers.logins):
        if not _LOGIN.fullmatch(login):
            yield ValueFault(
                ("reviewers", "logins", at),
                f"'{login[:60]}' is no GitHub login",
                "Write the name in the address of the profile, without @.",
            )
    for at, author in enumerate(protocol.authors):
        if author.orcid and not _is_orcid(author.orcid):
            yield ValueFault(
                ("authors", at, "orcid"),
                f"'{author.orcid[:60]}' is no ORCID iD",
                "Copy it again, as 0000-0002-1825-0097: its last digit checks the others.",
            )


def _is_orcid(text: str) -> bool:
    """Whether the check digit is right (ISO 7064 MOD 11-2, as ORCID's documentation has it)."""
    match = _ORCID.fullmatch(text)
    if match is None:
        return False
    digits = match[1].replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]


def _schedule_faults(protocol: Protocol) -> Iterator[ValueFault]:
    schedule = protocol.schedule
    try:
        zone_of(schedule.timezone)
    except Mistake as fault:
        yield ValueFault(("schedule", "timezone"), fault.message, fault.hint)
        return
    for key in ("search", "publish"):
        try:
            Timetable.read(getattr(schedule, key), schedule.timezone)
        except Mistake as fault:
            yield ValueFault(("schedule", key), fault.message, fault.hint)
