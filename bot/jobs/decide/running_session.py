"""A screening session that is going on, whichever of their windows the person acts in.

Every action is in the log before it is answered. Abstracts are fetched and papers are ranked anew
in the background, so that no key waits for a database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock

from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.screening_sessions import ActionKind, ScreeningAction, ScreeningSession
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.errors import Foreseen, as_foreseen
from bot.pipeline.context import Literature
from bot.ports import SessionLog
from bot.rendering.screening_page import SessionSnapshot, screening_page
from bot.rendering.template_functions import Render
from bot.screening.ranking import learned_ranks, reordered

BATCH = 10
"""Decisions after which the papers that are left are ranked anew."""
AHEAD = 25
"""Papers whose abstracts are fetched before they are looked at."""
_PROGRAM = (Judge.CLASSIFIER, Judge.MODEL)
_ELSEWHERE = "This paper was decided in another window meanwhile: nothing was changed."
_UNDO_ELSEWHERE = "Something was done in another window meanwhile: nothing was taken back."

Background = Callable[[Callable[[], None]], object]
"""Starts a piece of work and returns at once."""


@dataclass(kw_only=True)
class RunningSession:
    """A screening session that is going on: its papers, their ranking, and its log."""

    state: State
    protocol: Protocol
    literature: Literature
    fill: Render
    log: SessionLog
    background: Background
    save: Callable[[ScreeningSession], str]
    """Takes the decisions into the ledger; returns what came of it, in a sentence."""
    session: ScreeningSession
    order: tuple[str, ...]
    """The papers to decide, as they are ranked now."""
    articles: dict[str, Article] = field(default_factory=dict)
    saved: str = ""
    """What came of saving, once the session is over."""
    _requested: set[str] = field(default_factory=set)
    _fault: str = ""
    _ranked_by: int = 0
    """Decisions in this session by which the papers were last ranked."""
    _busy: bool = False
    _lock: RLock = field(default_factory=RLock)

    def page(self, notice: str = "") -> str:
        """The page as things stand."""
        with self._lock:
            remaining = self.session.remaining(self.order)
            fetching = bool(remaining) and remaining[0] not in self._requested
            notice = notice or self._fault
            if fetching or self._is_ranking_due:
                self._start_work()
            return screening_page(
                SessionSnapshot(
                    state=self.state, protocol=self.protocol, session=self.session,
                    remaining=remaining, articles=self.articles,
                    fetching=fetching and not self._fault, notice=notice, saved=self.saved,
                ),
                self.fill,
            )  # fmt: skip

    @property
    def revision(self) -> int:
        """How many actions there were; a window that has seen fewer is behind."""
        return len(self.session.actions)

    def act(self, kind: ActionKind, record: str, reason: int, revision: int) -> str:
        """Do what a person did in a window that has seen ``revision`` actions.

        ``reason`` is the number of the reason for which a paper is excluded. What is returned says
        why nothing was done, and is empty otherwise.
        """
        with self._lock:
            behind = revision != self.revision
            if kind is ActionKind.UNDO:
                return _UNDO_ELSEWHERE if behind else self._record(ScreeningAction(kind=kind))
            reasons = self.protocol.exclusion_criteria
            if record not in self.order or not 0 <= reason < len(reasons):
                return "There is no such paper or reason here: nothing was changed."
            criterion = reasons[reason] if kind is ActionKind.EXCLUDE else ""
            if record in self.session.decided:
                same = self.session.decided[record]
                return "" if (same.kind, same.criterion) == (kind, criterion) else _ELSEWHERE
            return self._record(ScreeningAction(kind=kind, record=record, criterion=criterion))

    def finish(self) -> None:
        """Save the session; it stays open where that fails.

        Raises:
            Foreseen: it cannot be saved now; the log keeps it.
        """
        with self._lock:
            if not self.saved:
                self.saved = self.save(self.session)
                self.log.clear()

    def prepare(self) -> None:
        """Fetch the first abstracts, so that the first page is whole."""
        self._work()

    def _record(self, action: ScreeningAction) -> str:
        if self.saved:
            return "This session is over: to go on, start `living-review-bot decide` again."
        self.log.add(action)
        self.session = self.session.with_action(action)
        return ""

    @property
    def _is_ranking_due(self) -> bool:
        return len(self.session.decided) >= self._ranked_by + BATCH

    def _start_work(self) -> None:
        if not self._busy:
            self._busy = True
            self.background(self._work)

    def _work(self) -> None:
        """Fetch what comes next, and rank anew where a batch is full."""
        try:
            self._fetch(self.session.remaining(self.order)[:AHEAD])
            if self._is_ranking_due:
                self._rank()
            self._fault = ""
        except (Foreseen, OSError) as fault:
            self._fault = (
                f"{as_foreseen(fault).message}. You can decide by the title, or try again later."
            )
        finally:
            self._busy = False

    def _fetch(self, wanted: tuple[str, ...]) -> None:
        missing = [key for key in wanted if key not in self._requested]
        fetched = self.literature.articles(missing, self.state, self.articles) if missing else {}
        with self._lock:
            self.articles = {**self.articles, **fetched}
            self._requested.update(missing)

    def _rank(self) -> None:
        """Rank what is left by what people decided, in this session and before it."""
        session, labels = self.session, self.state.human_labels
        self._fetch((*self.order, *labels))
        verdicts = {key: label.verdict for key, label in labels.items()}
        verdicts |= {key: action.verdict for key, action in session.decided.items()}
        decided = [
            (self.articles[key], verdict is Verdict.INCLUDE)
            for key, verdict in verdicts.items()
            if key in self.articles
        ]
        left = session.remaining(self.order)
        ranked = {
            key: self.articles[key]
            for key in left
            if key in self.articles and self.state.current_decisions[key].judge in _PROGRAM
        }
        ranks = learned_ranks(decided, ranked, self.protocol) if ranked else {}
        with self._lock:
            # The paper on the screen stays there.
            now = self.session.remaining(self.order)[:1]
            self.order = reordered(self.order, ranks, now)
            self._ranked_by = len(session.decided)
