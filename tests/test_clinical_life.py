"""The whole life of a review of trials: search, proposal, judgement, merge, publication, site."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.adapters.store import DirectoryStore
from bot.demo import story
from bot.domain.risk_of_bias import BiasJudgement
from bot.events.bias_edits import judged_bias
from bot.events.study_edits import EditRejected
from bot.rendering.boxes import finding_ticks
from bot.wiring import open_review
from bot.wiring.publishing import publish_review
from bot.wiring.runtime import Runtime
from tests.conftest import HANG, Review, clean_environment, still_time

AQUATIC = "910000009"
OF_THE_BRAIN = re.compile(
    r"\b(?:brains?|cerebral|cort(?:ex|ical)|hemispheres?|neuro(?!muscular)\w*|MRI|tesla|voxel\w*"
    r"|connectivity|regions?|cancer|healthy controls|glass)\b",
    re.IGNORECASE,
)
_IN_MARKS = re.compile(r"<!--.*?-->|role=\"region\"", re.DOTALL)


@dataclass(frozen=True)
class Life:
    """What two weeks and a publication left behind."""

    bodies: dict[str, str]
    documents: dict[str, str]
    site: dict[str, str]
    review: Review

    def told(self) -> dict[str, str]:
        """Everything that people read, by its path."""
        return {**self.bodies, **self.documents, **self.site}


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    folder: Path = tmp_path_factory.mktemp("life")
    environment = clean_environment(folder)
    world = Runtime(
        environment=environment, today=story.WEEK_2, time=still_time(), read_seconds=HANG, push=True
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        made = story.tell(world, lambda _: None, "living-review-bot", "clinical")
    review = Review(
        root=made / "review", remote=made / "remote.git", environment=environment, world=world
    )
    review.git("fetch", "--quiet", "origin")
    review.git("merge", "--quiet", "--no-ff", "-m", "Merge", "origin/living-review/update")
    store = DirectoryStore(review.root)
    state = store.load()
    judged = judged_bias(state.studies[AQUATIC], "all low").study
    store.append(state, state.with_added(studies={AQUATIC: judged}), {})
    review.git("add", "--all")
    review.git("commit", "--quiet", "-m", "Judge the risk of bias")
    review.git("push", "--quiet", "origin", "HEAD:main")
    publish_review(review.root, world)
    review.git("pull", "--quiet", "origin", "main")
    held = open_review(review.root, world)
    held.render()
    files = [path for path in review.root.rglob("*") if path.is_file() and ".git" not in path.parts]
    documents = {
        str(path.relative_to(review.root)): path.read_text("utf-8")
        for path in files
        if path.name == "REVIEW.md" or "review" in path.relative_to(review.root).parts
    }
    bodies = {path.name: path.read_text("utf-8") for path in made.glob("*pull-request.md")}
    return Life(bodies, documents, {f"site/{k}": v for k, v in held.site().items()}, review)


def test_a_trial_is_proposed_with_what_it_found_and_its_risk_of_bias_asked(life: Life) -> None:
    body = life.bodies["week1-pull-request.md"]
    assert "### 2. Aquatic exercise versus usual care" in body
    assert "**Pain**, 12 weeks: **↓ lower**, MD −8.8 points on 0–100 (95% CI −13.9 to −3.7" in body
    assert "**Risk of bias (RoB 2):** not judged yet" in body
    assert "`/bias 2 randomisation low`" in body


def test_a_ticked_box_judges_a_domain(life: Life) -> None:
    body = life.bodies["week1-pull-request.md"]
    box = f"- [ ] <!-- living-review:bias {AQUATIC} randomisation=some -->"
    (tick,) = finding_ticks(body, body.replace(box, box.replace("[ ]", "[x]")))
    assert (tick.act, tick.finding) == ("bias", "randomisation=some")
    study = open_review(life.review.root, life.review.world).state.studies[AQUATIC]
    judged = judged_bias(study, tick.finding).study.risk_of_bias
    assert judged
    assert judged.randomisation is BiasJudgement.SOME
    assert judged.overall is BiasJudgement.SOME
    with pytest.raises(EditRejected, match="no domain"):
        judged_bias(study, "moonlight low")


def test_the_review_sums_up_what_seven_trials_found(life: Life) -> None:
    text = life.documents["REVIEW.md"]
    assert "| **Pain**<br>up to 3 months | Exercise versus no exercise | 7 (1,018) |" in text
    trial = next(line for line in text.splitlines() if "| [Willowby" in line)
    assert trial.endswith("| low |")
    assert "Version **2026.11.23**" in text


def test_what_is_counted_is_called_a_trial(life: Life) -> None:
    assert "**10 independent trials** of people" in life.documents["REVIEW.md"]
    assert "| New trials | Trials so far |" in life.documents["REVIEW.md"]
    columns = ("dictionary.csv", "review/README.md", "review/README.html")
    assert not [
        path for path, text in life.told().items()
        if "independent cohort" in text.lower() and not path.endswith(columns)
    ]  # fmt: skip


def test_the_exports_hold_the_effects(life: Life) -> None:
    head, *rows = life.documents["review/findings.csv"].splitlines()
    assert "comparator,time,subgroup,effect_measure,effect,ci_low,ci_high" in head
    assert any(row.startswith(f"{AQUATIC},f1,pain,decrease,between_arms") for row in rows)


def test_a_check_finds_no_fault(life: Life) -> None:
    assert not open_review(life.review.root, life.review.world).check().faults


def test_nothing_that_people_read_has_a_word_of_brains(life: Life) -> None:
    found = {
        path: hits
        for path, text in life.told().items()
        if not path.endswith((".css", ".js"))
        and (hits := {hit.lower() for hit in OF_THE_BRAIN.findall(_IN_MARKS.sub("", text))})
    }
    assert not found
