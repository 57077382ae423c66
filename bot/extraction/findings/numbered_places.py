"""Places that are numbered: ``left lobules V, VI and IX``, ``Crus I and II``, ``BA 9/46``."""

import re
from collections.abc import Collection, Iterator, Sequence

from bot.domain.studies import OTHER
from bot.extraction.lexicon import Lexicon, Match

_LOBULES = re.compile(
    r"(?:\b[Cc]erebell(?:um|ar)[ _])?\b[Ll]obules?[ _]|\b[Cc]erebell(?:um|ar)[ _](?=[IVX]+[ab]?\b)"
)
_NUMERAL = re.compile(
    r"(?P<n>(?:I{1,3}|IV|V|VI{0,3}|IX|X)(?:[-\u2013](?:IV|V|VI{1,3}|IX|X))?[abAB]?)\b"
)
_NUMERAL_JOINT = re.compile(
    r"(?:, (?:and )?| and |/| & )(?:(?:cerebellar )?lobules? )?(?=[IVX]+[ab]?\b)"
)
_LOBULE_IDS = {
    "III": "cerebellum_lobule_iii",
    "IV": "cerebellum_lobule_iv_v",
    "V": "cerebellum_lobule_iv_v",
    "IV-V": "cerebellum_lobule_iv_v",
    "VI": "cerebellum_lobule_vi",
    "VII": "cerebellum_lobule_viib",
    "VIII": "cerebellum_lobule_viii",
    "IX": "cerebellum_lobule_ix",
    "X": "cerebellum_lobule_x",
}
_CRUS = re.compile(
    r"\b(?P<one>(?:cerebell(?:um|ar) )?crus (?:I|1))(?:\s?/\s?|\s?,\s|\sand\s|\s?&\s?)"
    r"(?P<two>(?:crus )?(?:II|2))\b",
    re.IGNORECASE,
)
_BRODMANN = re.compile(
    r"\b(?:Brodmann(?:['\u2019]s)?(?:\sareas?)?(?:\s\(BAs?\))?|BAs?)[\s-]?(?=\d)", re.IGNORECASE
)
_AREA = re.compile(r"(?P<n>\d{1,2})(?P<part>[a-d]?)\b")
_AREA_JOINT = re.compile(
    r"(?:\s?[/,]\s?|,?\sand\s|\s?&\s?)(?:(?:BA|area)s?\s?)?(?=\d{1,2}[a-d]?\b)"
)
_ASIDE = re.compile(r"\s?[(\[][^()\[\]]*$|/$")
"""What an area that only repeats a place stands behind: a bracket, or a slash: ``S1/BA2``."""
_NEAR = 60
_LAST_AREA = 52


def numbered_places(text: str, lexicon: Lexicon, known: Sequence[Match]) -> list[Match]:
    """Return the numbered places of a text; one that only repeats another has no id."""
    places: list[Match] = []
    if "obule" in text or "erebell" in text:
        places += _lobules(text)
    if "rus " in text or "RUS " in text:
        places += _crura(text)
    if "BA" in text or "rodmann" in text:
        places += _brodmann_areas(text, lexicon, {match.end for match in known})
    return sorted(places, key=lambda match: match.start)


def _lobules(text: str) -> Iterator[Match]:
    """Yield the lobules of the cerebellum that a list numbers: ``lobules V, VI and IX``."""
    for opening in _LOBULES.finditer(text):
        start, end = opening.start(), opening.end()
        while number := _NUMERAL.match(text, end):
            id = _LOBULE_IDS.get(
                number["n"].replace("\u2013", "-").upper().rstrip("AB"), "cerebellum"
            )
            if number["n"].lower() == "viib":
                id = "cerebellum_lobule_viib"
            yield Match(id=id, start=start, end=number.end("n"))
            start = end = number.end("n")
            joint = _NUMERAL_JOINT.match(text, end)
            start = end = joint.end() if joint else end
            if not joint:
                break


def _crura(text: str) -> Iterator[Match]:
    """Yield both crura of the cerebellum where they share a word: ``Crus I and II``."""
    for crura in _CRUS.finditer(text):
        yield Match(id="cerebellum_crus_i", start=crura.start(), end=crura.end("one"))
        yield Match(id="cerebellum_crus_ii", start=crura.start("two"), end=crura.end())


def _brodmann_areas(text: str, lexicon: Lexicon, ends: Collection[int]) -> Iterator[Match]:
    """Yield the areas that a list numbers after Brodmann: ``BA 9/46``.

    Right behind a place they only say again where it is: these have no id.
    """
    for opening in _BRODMANN.finditer(text):
        aside = _ASIDE.search(text, max(0, opening.start() - _NEAR), opening.start())
        inside = aside is not None and aside.start() in ends
        start, end = opening.start(), opening.end()
        while (number := _AREA.match(text, end)) and 0 < int(number["n"]) <= _LAST_AREA:
            known = lexicon.entries.get((f"ba{number['n']}",))
            id = known[0].id if known else f"{OTHER}brodmann area {number['n']}"
            yield Match(id="" if inside else id, start=start, end=number.end())
            joint = _AREA_JOINT.match(text, number.end())
            if not joint:
                break
            start = end = joint.end()
