"""ClinicalTrials.gov: studies that are planned or under way, which are no evidence yet.

Documentation of the service: *ClinicalTrials.gov API*, version 2 (clinicaltrials.gov/data-api/api).
"""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import requests

from bot.domain.registrations import REGISTER, RUNNING, Registration
from bot.errors import Mistake, ServiceFailed
from bot.http_client import Http, Unbelievable
from bot.sources import batches, json_object, plain, text_of

log = logging.getLogger(__name__)

PAGE = 200
"""Studies on one page; it gives 1,000."""
MOST = 1_000
"""Studies that a review lists at most."""
BATCH = 50
"""Numbers in one request."""
_ID = re.compile(r"NCT\d{8}")
_NAMED = 5
"""Conditions and interventions kept of one study."""
_FIELDS = (
    "NCTId|BriefTitle|OverallStatus|StudyType|Condition|InterventionName|EnrollmentCount"
    "|LeadSponsorName|PrimaryCompletionDate"
)


@dataclass(kw_only=True)
class ClinicalTrials:
    """The register of trials."""

    http: Http
    url: str
    name: str = REGISTER

    @property
    def sent(self) -> int:
        """Requests sent so far, repeated ones included."""
        return self.http.sent

    def running(self, query: str, on: str) -> tuple[Registration, ...]:
        """Planned and running studies that match today; studies retrieved = studies counted."""
        wanted = {"query.term": " ".join(query.split()), "filter.overallStatus": "|".join(RUNNING)}
        return tuple(self._all(wanted, on))

    def entries(self, ids: Sequence[str], on: str) -> tuple[Registration, ...]:
        """What the register now says of these studies, as far as it has them."""
        sound = [id for id in ids if _ID.fullmatch(id)]
        return tuple(
            entry
            for batch in batches(sound, BATCH)
            for entry in self._all({"filter.ids": "|".join(batch)}, on)
        )

    def _all(self, wanted: Mapping[str, str], on: str) -> list[Registration]:
        """Every study of a search, page by page along its tokens."""
        studies: dict[str, Registration | None] = {}
        count, token = None, ""
        while True:
            at = {"pageToken": token} if token else {"countTotal": "true"}
            parameters = {**wanted, "fields": _FIELDS, "pageSize": str(PAGE), **at}
            address = f"{self.url.rstrip('/')}/studies?{urlencode(parameters)}"
            counted, given, token = self.http.ask("GET", address, _page)
            count = counted if count is None else count
            if count is not None and count > MOST:
                raise Mistake(
                    f"{self.name} has {count:,} studies for 'registrations', and a review lists"
                    f" {MOST:,} at most",
                    hint="Ask for something narrower there, with AND.",
                )
            studies |= {_id(study): _read(study, on) for study in given}
            if not token or not given:
                break
        if count is None or len(studies) != count:
            raise ServiceFailed(
                f"{self.name} search failed: {count} studies were counted and {len(studies)} given",
                hint=self.http.hint,
            )
        return [study for study in studies.values() if study]


def _page(answer: requests.Response) -> tuple[int | None, list[Any], str]:
    """The count, which the first page alone has, the studies, and the token of the next page."""
    body = json_object(answer)
    count, studies = body.get("totalCount"), body.get("studies")
    if not isinstance(studies, list) or not all(isinstance(study, dict) for study in studies):
        raise Unbelievable("an answer without a list of studies")
    return (count if isinstance(count, int) else None), studies, text_of(body, "nextPageToken")


def _module(study: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    module = (study.get("protocolSection") or {}).get(f"{name}Module")
    return module if isinstance(module, dict) else {}


def _id(study: Mapping[str, Any]) -> str:
    return text_of(_module(study, "identification"), "nctId")


def _read(study: Mapping[str, Any], on: str) -> Registration | None:
    """One study; None where it cannot be read."""
    design, status = _module(study, "design"), _module(study, "status")
    id, word = _id(study), text_of(status, "overallStatus")
    if not (_ID.fullmatch(id) and word):
        log.warning("%s gave a study that cannot be read: %s", REGISTER, id)
        return None
    enrolled = _part(design, "enrollmentInfo").get("count")
    interventions = _module(study, "armsInterventions").get("interventions")
    return Registration(
        id=id,
        on=on,
        title=plain(text_of(_module(study, "identification"), "briefTitle")),
        status=word,
        kind=text_of(design, "studyType"),
        conditions=tuple(_texts(_module(study, "conditions").get("conditions")))[:_NAMED],
        interventions=tuple(
            plain(text_of(each, "name"))
            for each in (interventions if isinstance(interventions, list) else ())
            if isinstance(each, dict)
        )[:_NAMED],
        participants=enrolled if isinstance(enrolled, int) else None,
        sponsor=plain(
            text_of(_part(_module(study, "sponsorCollaborators"), "leadSponsor"), "name")
        ),
        completion=text_of(_part(status, "primaryCompletionDateStruct"), "date"),
    )


def _part(module: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = module.get(name)
    return part if isinstance(part, dict) else {}


def _texts(listed: object) -> Iterator[str]:
    for text in listed if isinstance(listed, list) else ():
        if isinstance(text, str):
            yield plain(text)
