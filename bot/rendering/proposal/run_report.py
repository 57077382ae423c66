"""What the runs behind a proposal did, for its template: the search, the classifier, the models."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.elusion_tests import ElusionTest
from bot.domain.runs import MissedItem, ModelUsage, Run, Training
from bot.rendering.proposal.contents import Proposal
from bot.synthesis.prisma_flow import PrismaFlow, prisma_flow

MOST_MISSED = 40
"""Known papers shown that the search misses; all of them stand in ``state/runs.jsonl``."""


@dataclass(frozen=True, kw_only=True)
class RunReport:
    """What the body's template may use of the runs, each by its name."""

    run: Run | None
    """The last of them."""
    found: int
    """New records, those that no search found aside."""
    beyond: int
    """New records from PubMed's own files that no strategy matches."""
    excluded: int
    excluded_because: Sequence[tuple[str, int]]
    closed: int
    """Papers that the stopping rule closed."""
    reopened: int
    """Papers that a change of the protocol brought back."""
    risen: int
    """Waiting papers that moved up into the list."""
    known: Mapping[str, str]
    """Papers known to belong."""
    missed: Sequence[MissedItem]
    learning: Training | None
    audit: ElusionTest | None
    consulted: Sequence[tuple[str, ModelUsage]]
    """Uses of language models, each with its day."""
    flow: PrismaFlow


def run_report(proposal: Proposal) -> RunReport:
    """What the runs did whose news are proposed."""
    runs, excluded = proposal.news.news_runs, proposal.excluded
    beyond = sum(run.backfill.taken_in for run in runs if run.backfill)
    known = next((run.known_items for run in reversed(runs) if run.known_items), None)
    because = Counter(decision.criterion or "reason not recorded" for decision in excluded)
    return RunReport(
        run=runs[-1] if runs else None,
        found=sum(len(run.found) for run in runs) - beyond,
        beyond=beyond,
        excluded=len(excluded),
        excluded_because=sorted(because.items(), key=lambda pair: (-pair[1], pair[0])),
        closed=sum(run.closed for run in runs),
        reopened=sum(len(run.reopened) for run in runs),
        risen=sum(len(run.risen) for run in runs[-1:]),
        known=known.pmids if known else {},
        missed=known.missed[:MOST_MISSED] if known else (),
        learning=proposal.state.learning,
        audit=next((run.audit for run in reversed(runs) if run.audit), None),
        consulted=[
            (run.on, usage) for run in runs for usage in (run.consultation, run.reading) if usage
        ],
        flow=prisma_flow(proposal.state),
    )
