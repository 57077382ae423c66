"""PubMed Central through the same E-utilities: the papers that may be read as a whole."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import requests

from bot.domain.full_texts import FullText
from bot.http_client import Http, Unbelievable
from bot.sources.pmc.jats import parse

NAME = "PubMed Central"
TOOL = "living-review-bot"
_PMCID = re.compile(r"PMC(\d+)")


@dataclass(kw_only=True)
class PubMedCentral:
    """The source of free full texts; articles that are not free come without a text."""

    http: Http
    url: str
    contact: str
    key: str = field(default="", repr=False)
    name: str = NAME

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""
        return self.http.sent

    def texts(self, pmcids: Sequence[str]) -> Mapping[str, FullText]:
        """The texts that are free and readable, by PMCID, in one request if all is well.

        One article that is broken breaks the answer it comes in, so each is asked for alone then.
        """
        asked = [pmcid for pmcid in pmcids if _PMCID.fullmatch(pmcid)]
        full_texts = self._ask(asked) if asked else ()
        if full_texts is None:
            alone = [self._ask([pmcid]) or () for pmcid in asked] if len(asked) > 1 else []
            full_texts = tuple(text for some in alone for text in some)
        return {full_text.pmcid: full_text for full_text in full_texts if full_text.pmcid in asked}

    def _ask(self, pmcids: Sequence[str]) -> tuple[FullText, ...] | None:
        """The texts, or None when the answer is no whole XML."""
        data = {
            "db": "pmc", "tool": TOOL, "email": self.contact, "retmode": "xml",
            "id": ",".join(pmcid.removeprefix("PMC") for pmcid in pmcids),
        }  # fmt: skip
        if self.key:
            data["api_key"] = self.key
        return self.http.ask("POST", f"{self.url.rstrip('/')}/efetch.fcgi", _texts, data=data)


def _texts(answer: requests.Response) -> tuple[FullText, ...] | None:
    if answer.status_code != requests.codes.ok:
        # Where none of the ids is held, NCBI may answer so instead of with an empty set.
        if answer.status_code == requests.codes.bad_request:
            return None
        raise Unbelievable(f"HTTP {answer.status_code} {answer.reason}".strip())
    opening = answer.content.lstrip()[:200].lower()
    if not opening:
        raise Unbelievable("the answer is empty")
    if b"rate limit exceeded" in opening:
        raise Unbelievable("the rate limit is exceeded", wait=1.0)
    if opening.startswith((b"<!doctype html", b"<html")):
        raise Unbelievable("a web page came where full texts were asked for")
    try:
        return parse(answer.content)
    except ValueError:
        return None
