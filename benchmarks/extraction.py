"""The reader measured: findings, probes, sample sizes and time.

    taskset -c 0 .venv/bin/python benchmarks/extraction.py FOLDER

``extraction/gold.jsonl``, with its abstracts beside it, is measured as by ``living-review-bot
evaluate extraction``.

``probes/probes.jsonl`` holds short texts, each with the findings that one reading rule asks for. A
probe is passed when exactly those are read: measure (or one of ``accept_measure_alternatives``),
regions without order, direction, sides, and the doubt (``hedged``) where the probe
speaks of it. The comparison is counted apart. A text that a review
would not include (``include``) is for the screening to keep out, and is named but not counted.

``participants/participants.jsonl`` holds abstracts in which people marked every ``count`` of
participants, as words or figures; a paper that two people marked has the counts of both. A number
that the reader gives as the size of a group is right when it equals one of the marked counts of
that abstract; each number counts once in a paper. Only papers with a count in the abstract are
judged: elsewhere the numbers may merely be unmarked, and they are told apart.

Time is that of the processor, over all these abstracts.
"""

import argparse
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.adapters import annotated_abstracts
from bot.domain.studies import Finding
from bot.extraction.evaluation import Scores, Tally, compare
from bot.extraction.reader import read
from bot.extraction.reading_errors import named
from bot.extraction.version import VERSION

ROUNDS = 3
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = {word: number for number, word in enumerate(ONES.split())}
WORDS |= {word: 10 * number for number, word in enumerate(TENS.split(), start=2)}

Line = dict[str, Any]


def main() -> None:
    """Print the four measurements."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder
    cases = annotated_abstracts.read(folder / "extraction" / "gold.jsonl")
    papers = lines(folder / "participants" / "participants.jsonl")
    print(VERSION)
    show_findings(sum((compare(one, found(one.title, one.abstract)) for one in cases), Scores()))
    show_probes(lines(folder / "probes" / "probes.jsonl"))
    show_sizes(papers)
    texts = [(one.title, one.abstract) for one in cases]
    show_time(texts + [(one["title"], one["abstract"]) for one in papers])


def show_findings(scores: Scores) -> None:
    """Print precision, recall and F1 at each level, then the tallies."""
    print(f"\nFindings in {scores.papers} annotated abstracts: precision, recall, F1")
    levels = {
        "region and direction": scores.region,
        "with the measure": scores.measure,
        "with the comparison too": scores.comparison,
    }
    for name, level in levels.items():
        ratios = (level.precision, level.recall, level.f1)
        cells = "".join(f"{'–' if one is None else f'{one:.3f}':>8}" for one in ratios)
        print(f"  {name:<30}{cells}  ({level.both} of {level.read} read, {level.annotated} wanted)")
    show("side is right", scores.sides)
    show("... where the paper names one", scores.named_sides)
    show("sign is invented", scores.invented)
    show("... and the opposite is true", scores.opposite)
    show("quote stands in the abstract", scores.quotes)


def show_probes(probes: list[Line]) -> None:
    """Print how many probes are passed, and what is wrong with the others."""
    asked = [one for one in probes if one["include"]]
    results = {one["id"]: list(faults(one)) for one in asked}
    print("\nProbes")
    show("passed", Tally(count=sum(not one for one in results.values()), of=len(asked)))
    exact = [not results[one["id"]] and same_comparisons(one) for one in asked]
    show("... with the comparison too", Tally(count=sum(exact), of=len(asked)))
    for one in asked:
        for fault in results[one["id"]]:
            print(f"  {one['id']} {fault}")
        if results[one["id"]]:
            print(f"      “{one['text']}”")
    for one in probes:
        if not one["include"]:
            number = len(found("", one["text"]))
            print(f"  {one['id']} is for the screening to keep out; {number} findings read there")


def faults(probe: Line) -> Iterator[str]:
    """Yield each finding that is asked for and not read, or read and not asked for."""
    left = list(found("", probe["text"]))
    for wanted in probe["findings"]:
        got = next((one for one in left if fits(one, wanted)), None)
        if got is None:
            ends = " – ".join(
                f"{wanted[side] or ''} {wanted[region]}".strip()
                for region, side in (("region", "hemisphere"), ("region_b", "hemisphere_b"))
                if wanted[region]
            )
            yield f"not read: {wanted['measure']}, {ends}, {wanted['direction']}"
        else:
            left.remove(got)
    for one in left:
        yield f"not asked for: {named(one)}"


def fits(one: Finding, wanted: Line) -> bool:
    """Whether a finding is the one wanted, whatever it compares."""
    measures = {wanted["measure"], *wanted.get("accept_measure_alternatives", ())}
    ends = {(one.region, one.hemisphere), (one.region_b, one.hemisphere_b)}
    asked = {
        (wanted["region"] or "", wanted["hemisphere"] or ""),
        (wanted["region_b"] or "", wanted["hemisphere_b"] or ""),
    }
    told = (one.direction, one.hedged) == (wanted["direction"], wanted.get("hedged", one.hedged))
    return one.measure in measures and told and ends == asked


def same_comparisons(probe: Line) -> bool:
    """Whether the findings compare what the probe says they do."""
    wanted = sorted(one["comparison"] or "" for one in probe["findings"])
    return wanted == sorted(one.comparison for one in found("", probe["text"]))


def show_sizes(papers: list[Line]) -> None:
    """Print how many sizes of groups are right, and how many of the marked counts are read."""
    marked, read_there = sizes(papers)
    judged = [pmid for pmid, counts in marked.items() if counts]
    right = {pmid: marked[pmid] & read_there[pmid] for pmid in judged}
    count = sum(len(one) for one in right.values())
    print(f"\nSample sizes in {len(judged)} papers with a count in the abstract")
    show("precision", Tally(count=count, of=sum(len(read_there[pmid]) for pmid in judged)))
    show("recall of counts", Tally(count=count, of=sum(len(marked[pmid]) for pmid in judged)))
    show("papers with a right count", Tally(count=sum(map(bool, right.values())), of=len(judged)))
    complete = sum(right[pmid] == marked[pmid] for pmid in judged)
    show("papers with every count", Tally(count=complete, of=len(judged)))
    others = [numbers for pmid, numbers in read_there.items() if pmid not in right and numbers]
    print(f"  not judged: {sum(map(len, others))} numbers in {len(others)} papers without a count")
    for pmid in judged:
        if right[pmid] != marked[pmid] | read_there[pmid]:
            missed, extra = marked[pmid] - right[pmid], read_there[pmid] - right[pmid]
            print(f"  PMID {pmid}: missed {listed(missed)}; not marked {listed(extra)}")


def sizes(papers: list[Line]) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Return the counts that people marked and those the reader gives, for each paper."""
    marked: dict[str, set[int]] = {}
    read_there: dict[str, set[int]] = {}
    for paper in papers:
        spans = (one["text"] for one in paper["abstract_spans"] if one["label"] == "count")
        marked.setdefault(str(paper["pmid"]), set()).update(map(number, spans))
        groups = read(paper["title"], paper["abstract"]).groups
        read_there.setdefault(str(paper["pmid"]), set()).update(
            group.n for group in groups if group.n
        )
    return marked, read_there


def number(words: str) -> int:
    """The number that marked words say, in figures (``N = 13``, ``1,418``) or as words."""
    figures = re.search(r"\d[\d,]*", words)
    if figures:
        return int(figures[0].replace(",", ""))
    return sum(WORDS[word] for word in re.findall(r"[a-z]+", words.lower()))


def show_time(texts: list[tuple[str, str]]) -> None:
    """Print how many abstracts are read in a second of the processor, after a first round."""
    seconds = []
    for _ in range(1 + ROUNDS):
        began = time.process_time()
        for title, abstract in texts:
            read(title, abstract)
        seconds.append(time.process_time() - began)
    print(f"\nTime: {len(texts) / min(seconds[1:]):,.0f} abstracts a second on one core")


def found(title: str, abstract: str) -> tuple[Finding, ...]:
    """Return the findings read from one abstract."""
    return read(title, abstract).findings


def show(name: str, tally: Tally) -> None:
    """Print one share with its counts."""
    share = "–" if tally.share is None else f"{tally.share:.3f}"
    print(f"  {name:<30}{share:>8}  ({tally.count} of {tally.of})")


def listed(numbers: set[int]) -> str:
    """The numbers in order, or none."""
    return ", ".join(map(str, sorted(numbers))) or "none"


def lines(file: Path) -> list[Line]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
