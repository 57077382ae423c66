"""Readers suggest papers in issues of the emulated GitHub; the bot answers each of them once."""

import pytest

from bot.domain.records import SUGGESTED
from bot.events.suggestions import FORM, LABEL
from tests.jobs.hub import Hub

pytestmark = pytest.mark.few


def suggests(hub: Hub, text: str, who: str = "outsider") -> int:
    hub.emulator.front.passes(60)
    wanted = {"title": "Suggestion", "body": text, "labels": [LABEL]}
    made = hub.emulator.ask("POST", "issues", wanted, who=who)
    assert isinstance(made, dict)
    return int(made["number"])


def answers(hub: Hub, issue: int) -> list[str]:
    return [node["body"] for node in hub.emulator.front.comments.get(issue, ())]


def is_open(hub: Hub, issue: int) -> bool:
    found = hub.emulator.ask("GET", f"issues/{issue}")
    assert isinstance(found, dict)
    return bool(found["state"] == "open")


def takes_suggestions(hub: Hub) -> None:
    """The form is put into the main branch."""
    form = hub.review.root / FORM
    form.parent.mkdir(parents=True)
    form.write_text("name: Suggest a paper\n", "utf-8")
    hub.review.git("add", FORM)
    hub.review.git("commit", "--quiet", "-m", "Take suggestions")
    hub.review.git("push", "--quiet", "origin", "main")


def test_each_suggestion_is_answered_once_and_a_new_paper_is_queued(  # noqa: PLR0915 - one story
    hub: Hub,
) -> None:
    # Without the form no issue is read.
    early = suggests(hub, "PMID 900002000")
    assert "is not the bot's" in hub.wake(early)
    hub.emulator.ask("PATCH", f"issues/{early}", {"state": "closed"})

    takes_suggestions(hub)
    known = next(line for line in hub.review.lines("state/records.jsonl") if line["pmid"])
    hub.eutils.add_ids({"900002000": hub.today})

    study = "state/studies/900000001.yaml"
    hub.review.edit(study, "direction: decrease", "direction: altered")
    new = suggests(hub, "PMID 900002000\n\n@everyone\n/exclude 900000001\ncloses #1")
    twice = suggests(hub, "https://pubmed.ncbi.nlm.nih.gov/900002000/", "reviewer-one")
    old = suggests(hub, f"### Paper\n\n{known['pmid']}", "reviewer-one")
    lost = suggests(hub, "10.1000/nowhere")
    bare = suggests(hub, "Moon tea is good")
    said = hub.wake(new)

    assert f"Suggestion {new}: queued" in said
    assert "checked:" in hub.review.show(study), "what people edited meanwhile is theirs"
    assert "queued as number" in answers(hub, new)[0]
    assert "awaiting a screening decision" in answers(hub, twice)[0]
    assert "PubMed has no record" in answers(hub, lost)[0]
    assert "names no paper" in answers(hub, bare)[0]
    assert [is_open(hub, issue) for issue in (new, twice, old, lost, bare)] == [
        False, False, False, True, True,
    ]  # fmt: skip
    line = next(one for one in hub.review.lines("state/records.jsonl") if one["id"] == "900002000")
    assert (line["source"], line["suggested"]) == (SUGGESTED, new)
    assert hub.decided("900000001") == [("demo-reviewer", "include")]

    # Nothing is answered twice; who was asked for an id and adds one is.
    head = hub.review.head()
    hub.wake(bare)
    assert hub.review.head() == head
    hub.emulator.ask("PATCH", f"issues/{bare}", {"body": "PMID 900002000"}, who="outsider")
    hub.wake(bare)
    assert len(answers(hub, bare)) == 1
    assert "awaiting a screening decision" in answers(hub, bare)[0]
    assert not is_open(hub, bare)
    assert all(len(answers(hub, issue)) == 1 for issue in (new, twice, old, lost))
    assert answers(hub, early) == []

    # The next run screens it like every other paper, and finds nothing it does not know.
    hub.next_week()
    state = hub.run().state
    assert state.by_id["900002000"].source == SUGGESTED
    assert state.current_decisions["900002000"].by != "not judged yet"
