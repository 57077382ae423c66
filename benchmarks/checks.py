"""The checks measured: how many true findings pass, and how many corrupted ones are refused.

    .venv/bin/python benchmarks/checks.py FOLDER

True are the findings annotated in ``extraction/gold.jsonl``, with the annotators' quotes, as far
as the quote is short enough to be kept and stands in the abstract, and those that the reader finds
there and the annotators too. Each is corrupted in five ways: its sign is flipped, its region or
measure replaced by every other one that the paper names, unless that is true as well, one word of
its quote is changed, and it is claimed of the next paper.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.adapters import annotated_abstracts
from bot.domain.facts import LONGEST_QUOTE, Quote
from bot.domain.studies import OPPOSITE, Finding
from bot.extraction.checks.paper import Paper
from bot.extraction.checks.validation import check
from bot.extraction.evaluation import Case
from bot.extraction.reader import read
from bot.extraction.text import Span
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")
Corrupt = Callable[[Finding, Case, Case], Iterator[tuple[Finding, Case]]]


def main() -> None:
    """Print the share that passes, the reasons of the others, and the shares refused."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what is wrongly judged")
    arguments = parser.parse_args()
    cases = annotated_abstracts.read(arguments.folder / "extraction" / "gold.jsonl")
    annotations = {one.id: list(placed(one)) for one in cases}
    readings = {one.id: list(agreed(one, annotations[one.id])) for one in cases}
    for name, true in (("annotated", annotations), ("read", readings)):
        print(f"\nFindings {name}")
        show_passes(cases, true, errors=arguments.errors)
        show_refusals(cases, true, annotations, errors=arguments.errors)


def placed(case: Case) -> Iterator[Finding]:
    """Yield the annotated findings whose quotes may be kept, each with its place."""
    for one in (*case.required, *case.optional):
        start = case.abstract.find(one.quote.text)
        if start >= 0 and len(one.quote.text) <= LONGEST_QUOTE:
            yield replace(one, quote=Quote(text=one.quote.text, start=start))


def agreed(case: Case, annotations: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what the reader finds and the annotators too."""
    known = {key(one) for one in annotations}
    return (one for one in read(case.title, case.abstract).findings if key(one) in known)


def key(finding: Finding) -> tuple[object, ...]:
    """What a finding says, without sides and comparison."""
    return (finding.measure, frozenset({finding.region, finding.region_b}), finding.direction)


def fails(finding: Finding, case: Case) -> tuple[str, ...]:
    """Why a finding is refused."""
    return check(finding, case.title, case.abstract, VOCABULARY).failures


def show_passes(cases: Sequence[Case], true: dict[str, list[Finding]], *, errors: bool) -> None:
    """Print how many true findings pass, and which checks refuse the others."""
    reasons: Counter[str] = Counter()
    passed, total = 0, 0
    for case in cases:
        for one in true[case.id]:
            faults = fails(one, case)
            passed, total = passed + (not faults), total + 1
            reasons.update(fault.partition(":")[0] for fault in faults)
            if errors and faults:
                print(f"    {case.id} {key(one)} “{one.quote.text}”: {faults}")
    print(f"  {'pass':<30}{passed / max(1, total):8.3f}  ({passed} of {total})")
    for reason, count in reasons.most_common():
        print(f"    {count:3} {reason}")


def show_refusals(
    cases: Sequence[Case],
    true: dict[str, list[Finding]],
    annotations: dict[str, list[Finding]],
    *,
    errors: bool,
) -> None:
    """Print how many corrupted findings are refused, for each way to corrupt the passing ones."""
    for name, corrupt in CORRUPTIONS.items():
        refused, total = 0, 0
        for case, other in zip(cases, [*cases[1:], cases[0]], strict=True):
            known = {key(one) for one in annotations[case.id]}
            for one in true[case.id]:
                if fails(one, case):
                    continue
                for fake, where in corrupt(one, case, other):
                    if where is case and name != "word changed" and key(fake) in known:
                        continue
                    faults = fails(fake, where)
                    refused, total = refused + bool(faults), total + 1
                    if errors and not faults:
                        print(f"    {name}: {case.id} {key(fake)} “{fake.quote.text}”")
        print(f"  {'refused, ' + name:<30}{refused / max(1, total):8.3f}  ({refused} of {total})")


def flipped(one: Finding, case: Case, _other: Case) -> Iterator[tuple[Finding, Case]]:
    """Yield the finding with the opposite sign."""
    if one.direction in OPPOSITE:
        yield replace(one, direction=OPPOSITE[one.direction], turned=False), case


def moved(one: Finding, case: Case, _other: Case) -> Iterator[tuple[Finding, Case]]:
    """Yield the finding in every other region that the paper names."""
    for id in named(case, "place") - {one.region, one.region_b}:
        yield replace(one, region=id, hemisphere=""), case


def remeasured(one: Finding, case: Case, _other: Case) -> Iterator[tuple[Finding, Case]]:
    """Yield the finding with every other measure that the paper names."""
    for id in named(case, "measure") - {one.measure}:
        yield replace(one, measure=id), case


def misquoted(one: Finding, case: Case, _other: Case) -> Iterator[tuple[Finding, Case]]:
    """Yield the finding with one word of its quote changed."""
    words = one.quote.text.split(" ")
    words[len(words) // 2] = "moonlight"
    yield replace(one, quote=replace(one.quote, text=" ".join(words))), case


def borrowed(one: Finding, _case: Case, other: Case) -> Iterator[tuple[Finding, Case]]:
    """Yield the finding as one of the next paper."""
    yield one, other


CORRUPTIONS: dict[str, Corrupt] = {
    "sign flipped": flipped,
    "other region": moved,
    "other measure": remeasured,
    "word changed": misquoted,
    "other paper": borrowed,
}


def named(case: Case, kind: str) -> set[str]:
    """Return the ids of the places or measures that a paper names."""
    names = Paper(case.title, case.abstract, VOCABULARY).names
    whole = Span(case.abstract, 0)
    return {it.id for it in (names.places if kind == "place" else names.measures)(whole)}


if __name__ == "__main__":
    main()
