"""Lobules of the cerebellum are numbered: ``in left lobules V, VI and IX``."""

import re
from collections.abc import Iterator

from bot.extraction.lexicon import Match

_LOBULES = re.compile(r"(?:\bcerebell(?:um|ar) )?\blobules? ", re.IGNORECASE)
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


def lobules_of(text: str) -> Iterator[Match]:
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
