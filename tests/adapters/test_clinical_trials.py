"""Planned studies: read from the register, listed in the review, and never counted."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.adapters.store import DirectoryStore
from bot.domain.history import as_of
from bot.domain.registrations import WITHDRAWN_ENTRY, Registration, planned_studies
from bot.domain.state import State
from bot.errors import Mistake, ServiceFailed
from bot.http_client import Http
from bot.pipeline.search_registrations import current_entries
from bot.sources.clinical_trials import MOST, ClinicalTrials
from bot.synthesis.prisma_flow import prisma_flow
from tests import weeks
from tests.conftest import HANG, Review, still_time
from tests.json_server import Asked, JsonService

TODAY = "2026-11-16"
HOSTILE = "Moon tea @everyone <!-- x --> | closes #3"
Study = dict[str, Any]


def study(number: int, status: str = "RECRUITING", **more: Any) -> Study:  # noqa: ANN401 - JSON
    return {
        "protocolSection": {
            "identificationModule": {"nctId": f"NCT{number:08}", "briefTitle": "Moon tea for pain"},
            "statusModule": {
                "overallStatus": status,
                "primaryCompletionDateStruct": {"date": "2027-03"},
            },
            "designModule": {"studyType": "INTERVENTIONAL", "enrollmentInfo": {"count": 40}},
            "conditionsModule": {"conditions": ["Cancer Pain"]},
            "armsInterventionsModule": {"interventions": [{"type": "OTHER", "name": "Tea"}]},
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Moon Hospital"}},
            **more,
        },
        "hasResults": False,
    }


@dataclass
class Trials:
    """The register: studies in their order."""

    studies: list[Study] = field(default_factory=list)
    size: int = 2
    wrong_count: int = 0

    def answer(self, path: str, asked: Asked) -> Study:
        assert path == "/studies"
        wanted = asked.get("filter.ids", asked.get("filter.overallStatus", "")).split("|")
        found = [one for one in self.studies if set(wanted) & set(self._words(one))]
        at = int(asked.get("pageToken", 0))
        following = {"nextPageToken": str(at + self.size)} if at + self.size < len(found) else {}
        count = {"totalCount": len(found) + self.wrong_count} if not at else {}
        return {"studies": found[at : at + self.size], **following, **count}

    @staticmethod
    def _words(one: Study) -> tuple[str, str]:
        parts = one["protocolSection"]
        return parts["identificationModule"]["nctId"], parts["statusModule"]["overallStatus"]


@pytest.fixture
def trials(server: JsonService) -> Trials:
    made = Trials()
    server.begin(made.answer)
    return made


@pytest.fixture
def register(server: JsonService) -> ClinicalTrials:
    http = Http(service="ClinicalTrials.gov", time=still_time(), read_seconds=HANG)
    return ClinicalTrials(http=http, url=server.url)


def test_every_page_of_running_studies_is_read(
    register: ClinicalTrials, trials: Trials, server: JsonService
) -> None:
    trials.studies = [*map(study, range(1, 6)), study(6, "COMPLETED")]

    entries = register.running('"cancer pain"  AND MRI', TODAY)

    assert [entry.id for entry in entries] == [f"NCT0000000{number}" for number in range(1, 6)]
    assert entries[0] == Registration(
        id="NCT00000001", on=TODAY, title="Moon tea for pain", status="RECRUITING",
        kind="INTERVENTIONAL", conditions=("Cancer Pain",), interventions=("Tea",),
        participants=40, sponsor="Moon Hospital", completion="2027-03",
    )  # fmt: skip
    assert server.asked[0]["query.term"] == '"cancer pain" AND MRI'
    assert [one.get("pageToken") for one in server.asked] == [None, "2", "4"]


def test_what_is_missing_in_an_entry_is_missing_in_the_list(
    register: ClinicalTrials, trials: Trials
) -> None:
    bare = study(1, designModule=None, conditionsModule={"conditions": 3},
                 armsInterventionsModule={"interventions": ["x"]})  # fmt: skip
    trials.studies = [bare]

    (entry,) = register.running("tea", TODAY)

    assert (entry.participants, entry.kind, entry.conditions, entry.interventions) == (
        None, "", (), (),
    )  # fmt: skip


def test_what_runs_no_more_is_asked_for_by_its_number(
    register: ClinicalTrials, trials: Trials
) -> None:
    trials.studies = [study(1), study(2), study(3)]
    known = {entry.id: entry for entry in register.running("tea", TODAY)}
    trials.studies = [study(1), study(2, "COMPLETED")]

    now = current_entries(register, "tea", known, "2026-12-16")

    assert {id: entry.status for id, entry in now.items()} == {
        "NCT00000001": "RECRUITING",
        "NCT00000002": "COMPLETED",
        "NCT00000003": WITHDRAWN_ENTRY,
    }
    assert [entry.id for entry in planned_studies([*known.values(), *now.values()])] == [
        "NCT00000001"
    ]


FAULTS = {
    "500": (500, b"", "HTTP 500"),
    "bad query": (400, b"Unexpected end of input", "HTTP 400"),
    "no list": (200, b'{"totalCount": 1}', "without a list"),
    "web page": (200, b"<!doctype html>", "a web page"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.usefixtures("trials")
def test_a_bad_answer_is_a_failure(
    register: ClinicalTrials, server: JsonService, fault: str
) -> None:
    status, body, told = FAULTS[fault]
    server.faults = [(status, body)]

    with pytest.raises(ServiceFailed, match=told):
        register.running("tea", TODAY)


def test_a_wrong_count_is_a_failure_and_a_heap_a_mistake(
    register: ClinicalTrials, trials: Trials
) -> None:
    trials.studies = [study(1)]
    trials.wrong_count = 1
    with pytest.raises(ServiceFailed, match="2 studies were counted and 1 given"):
        register.running("tea", TODAY)

    trials.wrong_count = MOST
    with pytest.raises(Mistake, match="a review lists"):
        register.running("tea", TODAY)


def test_they_are_listed_inert_and_counted_nowhere() -> None:
    entry = Registration(id="NCT00000001", on=TODAY, title=HOSTILE, status="NOT_YET_RECRUITING")
    state = weeks.state()
    planned = replace(state, registrations=(entry,))

    made = weeks.rendered(planned)
    section = made["REVIEW.md"].partition("## Ongoing studies")[2].partition("\n## ")[0]

    assert "They are no evidence" in section
    assert "[NCT00000001](https://clinicaltrials.gov/study/NCT00000001)" in section
    assert "Not yet recruiting" in section
    for sign in ("@everyone", "<!-- x", "closes #3"):
        assert sign not in section
    assert prisma_flow(planned) == prisma_flow(state)
    other = weeks.rendered(state)
    assert {path for path in made if made[path] != other[path]} == {"REVIEW.md"}
    assert "## Ongoing studies" not in other["REVIEW.md"]


def test_they_are_kept_in_the_state_and_as_of_their_day(tmp_path: Any) -> None:  # noqa: ANN401 - pytest's
    entry = Registration(id="NCT00000001", on=TODAY, title="Tea", status="RECRUITING")
    DirectoryStore(tmp_path).append(State(), State(registrations=(entry,)), {})

    state = DirectoryStore(tmp_path).load()

    assert state.registrations == (entry,)
    assert as_of(state, "2026-11-15").registrations == ()


@pytest.mark.few
def test_a_run_lists_them_and_goes_on_where_the_register_fails(
    review: Review, trials: Trials, server: JsonService
) -> None:
    review.environment["CLINICAL_TRIALS_URL"] = server.url
    review.set("vocabulary:", "registrations: moon tea\nvocabulary:")
    trials.studies = [study(1)]

    outcome = review.run()

    assert "NCT00000001" in review.show("REVIEW.md")
    assert [line["id"] for line in review.lines("state/registrations.jsonl")] == ["NCT00000001"]
    assert outcome.run.searches[-1].source == "ClinicalTrials.gov"

    server.faults = [(500, b"")]
    again = review.run()
    assert any("ClinicalTrials.gov" in fault for fault in again.run.partial)
    assert "NCT00000001" in review.show("REVIEW.md")
