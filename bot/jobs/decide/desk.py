"""The desk: one person's sitting as it goes, whichever window they act in.

Every act is in the journal before it is answered. Abstracts are fetched and the ranking is learned
in the background, so that no key waits for a database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock

from bot.domain.decisions import Judge
from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.sittings import ActKind, ScreeningAct, Sitting
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.errors import Foreseen
from bot.pipeline.context import Literature
from bot.ports import Journal
from bot.rendering.screening_page import AtHand, exclusion_criteria, screening_page
from bot.rendering.template_functions import Render
from bot.screening.ranking import learned_ranks, reordered

BATCH = 10
"""Decisions after which the ranking learns anew."""
AHEAD = 25
"""Papers whose abstracts are fetched before they are looked at."""
_RANKED = (Judge.CLASSIFIER, Judge.MODEL)
_ELSEWHERE = "This paper was decided in another window meanwhile: nothing was changed."
_UNDO_ELSEWHERE = "Something was done in another window meanwhile: nothing was taken back."

Background = Callable[[Callable[[], None]], object]
"""Starts a piece of work and returns at once."""


@dataclass(kw_only=True)
class Desk:
    """A sitting that is going on."""

    state: State
    protocol: Protocol
    literature: Literature
    fill: Render
    journal: Journal
    background: Background
    save: Callable[[Sitting], str]
    """Takes the decisions into the ledger, and says what came of it."""
    sitting: Sitting
    order: tuple[str, ...]
    """The papers to decide, as they are ranked now."""
    articles: dict[str, Article] = field(default_factory=dict)
    saved: str = ""
    _asked: set[str] = field(default_factory=set)
    _fault: str = ""
    _lesson: int = 0
    """Decisions from which the ranking has learned."""
    _busy: bool = False
    _lock: RLock = field(default_factory=RLock)

    def page(self, notice: str = "") -> str:
        """The page as things stand."""
        with self._lock:
            remaining = self.sitting.remaining(self.order)
            fetching = bool(remaining) and remaining[0] not in self._asked
            notice = notice or self._fault
            if fetching or self._is_lesson_due:
                self._start_work()
            return screening_page(
                AtHand(
                    state=self.state, protocol=self.protocol, sitting=self.sitting,
                    remaining=remaining, articles=self.articles,
                    fetching=fetching and not self._fault, notice=notice, saved=self.saved,
                ),
                self.fill,
            )  # fmt: skip

    @property
    def turn(self) -> int:
        """How many acts there were; a window that has seen fewer is behind."""
        return len(self.sitting.acts)

    def act(self, kind: ActKind, record: str, reason: int, turn: int) -> str:
        """Do what a person did in a window that has seen ``turn`` acts; why not, else nothing.

        ``reason`` is the number of the reason for which a paper is excluded.
        """
        with self._lock:
            behind = turn != self.turn
            if kind is ActKind.UNDO:
                return _UNDO_ELSEWHERE if behind else self._record(ScreeningAct(kind=kind))
            reasons = exclusion_criteria(self.protocol)
            if record not in self.order or not 0 <= reason < len(reasons):
                return "There is no such paper or reason here: nothing was changed."
            criterion = reasons[reason] if kind is ActKind.EXCLUDE else ""
            if record in self.sitting.decided:
                same = self.sitting.decided[record]
                return "" if (same.kind, same.criterion) == (kind, criterion) else _ELSEWHERE
            return self._record(ScreeningAct(kind=kind, record=record, criterion=criterion))

    def finish(self) -> None:
        """Save the sitting; it stays open where that fails.

        Raises:
            Foreseen: it cannot be saved now; the journal keeps it.
        """
        with self._lock:
            if not self.saved:
                self.saved = self.save(self.sitting)
                self.journal.clear()

    def prepare(self) -> None:
        """Fetch the first abstracts, so that the first page is whole."""
        self._work()

    def _record(self, act: ScreeningAct) -> str:
        if self.saved:
            return "This sitting is over: start `living-review-bot decide` again."
        self.journal.add(act)
        self.sitting = self.sitting.with_act(act)
        return ""

    @property
    def _is_lesson_due(self) -> bool:
        return len(self.sitting.decided) >= self._lesson + BATCH

    def _start_work(self) -> None:
        if not self._busy:
            self._busy = True
            self.background(self._work)

    def _work(self) -> None:
        """Fetch what comes next, and learn where a batch is full."""
        try:
            self._fetch(self.sitting.remaining(self.order)[:AHEAD])
            if self._is_lesson_due:
                self._learn()
            self._fault = ""
        except Foreseen as fault:
            self._fault = f"{fault.message}. You can decide by the title, or try again later."
        finally:
            self._busy = False

    def _fetch(self, wanted: tuple[str, ...]) -> None:
        missing = [key for key in wanted if key not in self._asked]
        found = self.literature.articles(missing, self.state, self.articles) if missing else {}
        with self._lock:
            self.articles = {**self.articles, **found}
            self._asked.update(missing)

    def _learn(self) -> None:
        """Rank what is left by what people decided, in this sitting and before it."""
        sitting, labels = self.sitting, self.state.human_labels
        self._fetch((*self.order, *labels))
        kinds = {key: label.verdict for key, label in labels.items()}
        kinds |= {key: act.verdict for key, act in sitting.decided.items()}
        decided = [
            (self.articles[key], verdict is Verdict.INCLUDE)
            for key, verdict in kinds.items()
            if key in self.articles
        ]
        left = sitting.remaining(self.order)
        ranked = {
            key: self.articles[key]
            for key in left
            if key in self.articles and self.state.current_decisions[key].judge in _RANKED
        }
        ranks = learned_ranks(decided, ranked, self.protocol) if ranked else {}
        with self._lock:
            # The paper on the screen stays there.
            now = self.sitting.remaining(self.order)[:1]
            self.order = reordered(self.order, ranks, now)
            self._lesson = len(sitting.decided)
