"""``living-review-bot evaluate extraction`` on files, and its figures beside another scorer's."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from random import Random

import pytest

from bot.adapters import annotated_abstracts
from bot.cli import execute
from bot.domain.facts import Quote
from bot.domain.studies import Direction, Finding
from bot.extraction.evaluation import Case, Overlap, Scores, Tally, compare
from bot.extraction.reader import read
from tests.conftest import shared_data

WORDS = "RESULTS: Patients showed higher ALFF in the left insula than controls."
GOLD = {"measure": "ALFF", "region": "insula", "hemisphere": "left", "direction": "increase"}
MISSED = {**GOLD, "region": "thalamus", "region_b": None, "quote": "nothing\u202e of this"}


def written(file: Path, *lines: Mapping[str, object]) -> Path:
    file.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return file


def line(**changed: object) -> dict[str, object]:
    return {
        "record_id": 7, "title": "", "abstract": WORDS, "findings": [GOLD, MISSED], **changed,
    }  # fmt: skip


def test_a_table_and_what_to_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path / "gold.jsonl", line(species="human"))

    assert execute(["evaluate", "extraction", str(file), "--errors"]) == 0

    told = capsys.readouterr().out
    assert told.startswith("What counts\npapers: 1 ")
    assert "What counts or is to be checked\npapers: 1 " in told
    assert "Errors of what counts: " in told
    assert "region and direction                  1.000      0.500      0.667" in told
    assert "7: 1 of 2 found, 1 read" in told
    assert "  missed: ALFF, left thalamus, increase\n      “nothing of this”" in told


def papers(number: int) -> list[dict[str, object]]:
    """Papers of one sentence each, right and as invented as their numbers."""
    signs = (("higher", "increase"), ("lower", "decrease"))
    places = ("insula", "thalamus", "putamen", "precuneus", "hippocampus")
    made = []
    for at in range(number):
        word, sign = signs[at % 2]
        place = places[at % 5]
        words = f"RESULTS: Patients showed {word} ALFF in the left {place} than controls."
        gold = {**GOLD, "region": place, "direction": sign}
        made.append(line(record_id=str(at), abstract=words, findings=[gold]))
    return made


def test_weights_may_be_learned_from_the_other_papers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where hardly anything is annotated, what is learned believes less than what is shipped."""
    bare = [{**paper, "findings": []} for paper in papers(40)]
    file = written(tmp_path / "gold.jsonl", *papers(40)[:8], *bare[8:])

    counted = []
    for options in ((), ("--cross-validate",)):
        assert execute(["evaluate", "extraction", str(file), *options, "--json"]) == 0
        counted.append(json.loads(capsys.readouterr().out)["with_measure"]["read"])

    assert counted == [40, 0]


def test_too_few_papers_and_those_without_findings_teach_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path / "gold.jsonl", *papers(9))

    assert execute(["evaluate", "extraction", str(file), "--cross-validate"]) == 2
    assert "9 annotated papers are too few to learn from" in capsys.readouterr().err

    written(file, *({**paper, "findings": []} for paper in papers(20)))
    assert execute(["evaluate", "extraction", str(file), "--cross-validate"]) == 2
    assert "the annotated papers teach nothing" in capsys.readouterr().err


def test_json_is_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path / "gold.jsonl", line(), line(record_id="8", findings=[]))

    assert execute(["evaluate", "extraction", str(file), "--json", "--errors"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["with_measure"]["recall"] == 0.5
    assert told["sides_where_named"] == {"count": 1, "of": 1, "share": 1.0}
    assert [one["id"] for one in told["by_paper"]] == ["7", "8"]
    assert told["by_paper"][1]["with_measure"]["recall"] is None
    assert told["with_to_check"]["papers"] == 2
    assert told["errors_by_kind"]["missed"] == 1
    kinds = {one["kind"] for one in told["errors"]}
    assert kinds == {"missed", "not annotated", "other comparison"}


def test_abstracts_may_stand_beside_the_file_or_elsewhere(tmp_path: Path) -> None:
    file = written(tmp_path / "gold.jsonl", line(abstract=None, pmid=11))
    written(tmp_path / "abstracts.jsonl", {"record_id": "7", "title": "T", "abstract": "Beside."})
    other = written(tmp_path / "other.jsonl", {"pmid": "11", "abstract": "Elsewhere."})

    beside, elsewhere = annotated_abstracts.read(file), annotated_abstracts.read(file, other)

    assert (beside[0].title, beside[0].abstract) == ("T", "Beside.")
    assert elsewhere[0].abstract == "Elsewhere."


def test_optional_annotations_are_set_apart(tmp_path: Path) -> None:
    file = written(tmp_path / "gold.jsonl", line(findings=[GOLD, {**MISSED, "optional": True}]))

    (case,) = annotated_abstracts.read(file)

    assert [one.region for one in case.required] == ["insula"]
    assert [one.region for one in case.optional] == ["thalamus"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([line(), {"record_id": "8"}], "line 2: findings: Field required"),
        ([line(findings=[{**GOLD, "direction": "up"}])], "line 1: findings.0.direction: Input"),
        ([line(), line()], "line 2: 7 stands there twice"),
        ([line(abstract="")], "line 1: 7 has no abstract"),
        ([line(abstract=None)], "abstracts.jsonl cannot be read: No such file"),
        ([], "holds no papers"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_mistake_with_its_line(
    lines: list[dict[str, object]], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path / "gold.jsonl", *lines)

    assert execute(["evaluate", "extraction", str(file)]) == 2

    assert told in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"\n{not json}", b"\n\xff\xfe", b"\n[1]"])
def test_what_is_no_json_is_a_mistake_with_its_line(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gold.jsonl").write_bytes(content)

    assert execute(["evaluate", "extraction", str(tmp_path / "gold.jsonl")]) == 2

    assert "gold.jsonl, line 2: " in capsys.readouterr().err


def test_a_missing_file_is_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["evaluate", "extraction", str(tmp_path / "none.jsonl")]) == 2
    assert "cannot be read: No such file" in capsys.readouterr().err


def test_the_figures_are_those_of_the_scorer_beside_the_annotation(tmp_path: Path) -> None:
    folder = shared_data() / "extraction"
    cases = annotated_abstracts.read(folder / "gold.jsonl")
    found = {case.id: read(case.title, case.abstract).findings for case in cases}

    assert ours(cases, found) == theirs(folder, found, tmp_path)


@pytest.mark.parametrize("seed", range(6))
def test_so_they_are_for_findings_made_wrong_at_random(seed: int, tmp_path: Path) -> None:
    folder = shared_data() / "extraction"
    cases = annotated_abstracts.read(folder / "gold.jsonl")
    chance = Random(seed)  # noqa: S311 - no secret
    found = {
        case.id: tuple(
            spoilt(one, chance) for one in (*case.required, *case.optional) for _ in range(3)
        )
        for case in cases[:-1]
    }

    assert ours(cases, found) == theirs(folder, found, tmp_path)


def spoilt(finding: Finding, chance: Random) -> Finding:
    """The finding, wrong in nothing, one or several ways."""
    ways: dict[str, list[object]] = {
        "direction": list(Direction),
        "hemisphere": ["left", "right", "bilateral", ""],
        "hemisphere_b": ["left", ""],
        "region": ["insula", "thalamus", "", finding.region_b],
        "region_b": ["thalamus", "", finding.region],
        "measure": ["FC", "GMV", finding.measure.upper() + " (x)"],
        "comparison": ["patients_vs_hc", "within_group_correlation", ""],
        "quote": [Quote(text="not there", start=0), Quote(text="", start=0)],
    }
    changed = {
        name: chance.choice(values) for name, values in ways.items() if chance.random() < 0.25
    }
    return replace(finding, **changed)  # type: ignore[arg-type]


def ours(cases: tuple[Case, ...], found: dict[str, tuple[Finding, ...]]) -> dict[str, object]:
    """Our figures under the scorer's names."""
    total = sum((compare(case, found.get(case.id, ())) for case in cases), Scores())
    return {
        "abstracts": total.papers,
        "region+direction": level(total.region),
        "measure+region+direction": level(total.measure),
        "measure+region+direction+comparison": level(total.comparison),
        "hemisphere": {
            "all": accuracy(total.sides),
            "gold_names_left_right_or_bilateral": accuracy(total.named_sides),
        },
        "invented_sign": {
            "rate": total.invented.share,
            "n": total.invented.count,
            "opposite": total.opposite.count,
            "signed": total.invented.of,
        },
        "quote_valid": {"rate": total.quotes.share, "n": total.quotes.of},
    }


def level(agreed: Overlap) -> dict[str, object]:
    ratios = {"precision": agreed.precision, "recall": agreed.recall, "f1": agreed.f1}
    return {**ratios, "tp": agreed.both, "predicted": agreed.read, "gold": agreed.annotated}


def accuracy(tally: Tally) -> dict[str, object]:
    return {"accuracy": tally.share, "n": tally.of}


def theirs(
    folder: Path, found: dict[str, tuple[Finding, ...]], tmp_path: Path
) -> dict[str, object]:
    """What the scorer prints for these findings."""
    predicted = written(
        tmp_path / "predicted.jsonl",
        *(
            {
                "record_id": id,
                "findings": [{**asdict(one), "quote": one.quote.text} for one in findings],
            }
            for id, findings in found.items()
        ),
    )
    done = subprocess.run(
        [sys.executable, str(folder / "score.py"), str(folder / "gold.jsonl"), str(predicted),
         "--abstracts", str(folder / "abstracts.jsonl")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    printed: dict[str, object] = json.loads(done.stdout)
    apart = ("abstracts_without_prediction", "predicted_findings_outside_gold")
    return {name: value for name, value in printed.items() if name not in apart}
