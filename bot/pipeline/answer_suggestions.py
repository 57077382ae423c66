"""Answer suggestions: each issue that names a paper is answered once, and a new paper queued.

Like what reviewers do, a new paper is published at once: an answered issue is closed, and what it
brought must not be lost with a run that fails.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.databases.paper_lookup import Lookup, LookupOutcome, looked_up
from bot.domain.decisions import NOT_JUDGED, Decision
from bot.domain.import_items import ImportItem
from bot.domain.records import SUGGESTED, Article
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.events.suggestions import (
    FORM,
    LABEL,
    PaperId,
    commented,
    free_places,
    suggested_paper,
    unanswered,
)
from bot.pipeline.context import RunContext
from bot.pipeline.dashboard_issue import find_dashboard
from bot.pipeline.draft import RunDraft
from bot.pipeline.publish_update import publish_update
from bot.ports import Comment, Forge, Issue
from bot.rendering.escaping import one_line
from bot.rendering.phrases import counted
from bot.rendering.replies import Mark
from bot.rendering.suggestion import (
    PLACE,
    SuggestionAnswer,
    SuggestionEnd,
    suggestion_end,
    suggestion_reply,
)

_MEANING = "Somebody suggests a paper for the review; the bot answers once"


@dataclass(frozen=True, kw_only=True)
class _NewPapers:
    """What suggestions bring that the review did not know."""

    articles: dict[str, Article]
    decisions: tuple[Decision, ...]
    postponed: frozenset[int]
    """Issues whose paper must wait, because people have enough suggestions to decide."""
    ambiguous: frozenset[int]
    """Issues whose identifier several papers have."""


def answer_suggestions(draft: RunDraft, context: RunContext) -> RunDraft:
    """Answer the issues that suggest a paper, as many as one job may.

    Nothing is asked of GitHub where the review has no form for suggestions.

    Raises:
        ServiceFailed: PubMed or GitHub did not answer; nothing was answered then.
        Overtaken: the branch was moved in the meantime; nothing was answered.
    """
    forge = context.target.forge
    if forge is None or context.target.dry or context.review.store.read(FORM) is None:
        return draft
    before = draft.previous
    issues = forge.issues(LABEL, open_only=True)
    if not free_places(before):
        # What must wait keeps nobody else from an answer.
        issues = tuple(issue for issue in issues if not _is_new(issue, before))
    if not issues:
        forge.ensure_label(LABEL, _MEANING)
        return draft
    # Whoever opened the dashboard is the bot; before its first run it answers nobody.
    dashboard = find_dashboard(forge)
    if dashboard is None:
        return draft
    bot_login = dashboard.by.login
    renamed = _renamed(forge, commented(issues), bot_login)
    named = {
        issue.number: suggested_paper(issue.body)
        for issue in (*unanswered(issues, bot_login), *(issue for issue, _ in renamed))
    }
    by_number = {issue.number: issue for issue in issues}
    new = _new_papers(named, by_number, before, context)
    draft = _published(draft, new, context)
    state = draft.previous
    earlier = {issue.number: comment for issue, comment in renamed}
    answers = [
        _answer(number, paper, state, ambiguous=number in new.ambiguous)
        for number, paper in named.items()
        if number not in new.postponed
    ]
    for answer in answers:
        _reply(forge, answer, state, bot_login, earlier.get(answer.issue))
    ends = tuple(f"Suggestion {answer.issue}: {answer.end}" for answer in answers)
    return replace(draft, answered=(*draft.answered, *ends))


def _published(draft: RunDraft, new: _NewPapers, context: RunContext) -> RunDraft:
    """The draft with the new papers, which are published at once; as it was where there is none."""
    if not new.articles:
        return draft
    records = tuple(article.record for article in new.articles.values())
    state = draft.marked.with_added(records=records, decisions=new.decisions)
    papers = counted(len(records), "suggested paper")
    draft = publish_update(draft, state, f"Queue {papers}", f"{papers} queued", context)
    return replace(draft, articles={**draft.articles, **new.articles})


def _is_new(issue: Issue, state: State) -> bool:
    """Whether an issue names a paper that the review does not know."""
    paper = suggested_paper(issue.body)
    return paper is not None and state.index.find(paper.pmid or paper.doi) is None


def _renamed(forge: Forge, issues: Iterable[Issue], bot_login: str) -> list[tuple[Issue, Comment]]:
    """Issues in which a paper was asked for, and that name one by now, with our answer to each."""
    renamed = []
    for issue in issues:
        comment = next(iter(_own_answers(forge, issue.number, bot_login)), None)
        mark = Mark.of(comment.body) if comment else None
        paper = suggested_paper(issue.body)
        if comment and mark and paper and _asked_for_another(mark, paper):
            renamed.append((issue, comment))
    return renamed


def _asked_for_another(mark: Mark, paper: PaperId) -> bool:
    """Whether the answer with this mark asked for a paper, and this one was not named then."""
    unsettled = {f"{PLACE}{end}" for end in SuggestionEnd if not end.settled}
    named = SuggestionAnswer(issue=0, end=SuggestionEnd.UNKNOWN, paper=str(paper)).mark.at
    return mark.place in unsettled and mark.at != named


def _own_answers(forge: Forge, number: int, bot_login: str) -> list[Comment]:
    """Our answers to an issue, the oldest first; a stranger's comment with our mark is not ours."""
    return [
        comment
        for comment in forge.comments(number)
        if comment.by.login == bot_login
        and (mark := Mark.of(comment.body))
        and mark.place.startswith(PLACE)
    ]


def _new_papers(
    named: Mapping[int, PaperId | None],
    issues: Mapping[int, Issue],
    state: State,
    context: RunContext,
) -> _NewPapers:
    """The papers that the review does not know and PubMed has."""
    unknown = {
        number: paper for number, paper in named.items() if paper and _is_new(issues[number], state)
    }
    lookups = _looked_up(tuple(dict.fromkeys(unknown.values())), context)
    articles: dict[str, Article] = {}
    decisions: list[Decision] = []
    postponed: set[int] = set()
    free = free_places(state)
    for number, paper in unknown.items():
        article = lookups[paper].article
        if article is None or article.record.id in (*articles, *state.by_id):
            continue
        if len(articles) >= free:
            postponed.add(number)
            continue
        record = replace(article.record, source=SUGGESTED, suggested=number)
        articles[record.id] = replace(article, record=record)
        decisions.append(_queued(record.id, issues[number], context.today.isoformat()))
    return _NewPapers(
        articles=articles,
        decisions=tuple(decisions),
        postponed=frozenset(postponed),
        ambiguous=frozenset(
            number
            for number, paper in unknown.items()
            if lookups[paper].outcome is LookupOutcome.SEVERAL
        ),
    )


def _looked_up(papers: Sequence[PaperId], context: RunContext) -> Mapping[PaperId, Lookup]:
    """What PubMed knows of the papers.

    Raises:
        ServiceFailed: it did not answer.
    """
    literature = context.literature
    items = [ImportItem(place=str(paper), pmid=paper.pmid, doi=paper.doi) for paper in papers]
    lookups = looked_up(items, literature.sources.main, literature.cache)
    if lookups.fault:
        raise lookups.fault
    return {paper: lookups.by_place[str(paper)] for paper in papers}


def _queued(record: str, issue: Issue, on: str) -> Decision:
    """The mark of a paper that the next run screens, with its provenance."""
    reason = f"Suggested by {one_line(issue.by.login)} in issue {issue.number}; the next run"
    return Decision(
        record=record, verdict=Verdict.UNSURE, judge=Judge.RULE, by=NOT_JUDGED, on=on,
        reasons=(f"{reason} screens it.",),
    )  # fmt: skip


def _answer(
    number: int, paper: PaperId | None, state: State, *, ambiguous: bool
) -> SuggestionAnswer:
    if paper is None:
        return SuggestionAnswer(issue=number, end=SuggestionEnd.UNNAMED)
    record = state.index.find(paper.pmid or paper.doi)
    if record is None:
        missing = SuggestionEnd.AMBIGUOUS if ambiguous else SuggestionEnd.UNKNOWN
        return SuggestionAnswer(issue=number, end=missing, paper=str(paper))
    end = suggestion_end(record, number, state)
    return SuggestionAnswer(issue=number, end=end, paper=str(paper), record=record.id)


def _reply(
    forge: Forge, answer: SuggestionAnswer, state: State, bot_login: str, earlier: Comment | None
) -> None:
    """Answer one issue, and close it where nothing more is asked."""
    text = suggestion_reply(answer, state)
    if earlier:
        forge.revise_comment(earlier.id, text)
    else:
        forge.comment(answer.issue, text)
        # Another job may have answered at the same time: the older answer stays.
        _, *younger = _own_answers(forge, answer.issue, bot_login) or (None,)
        for comment in younger:
            forge.remove_comment(comment.id)
    if answer.end.settled:
        forge.close_issue(answer.issue, done=True)
