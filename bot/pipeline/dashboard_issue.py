"""The issue that is the dashboard: how it is found, kept, and read like a pull request."""

from bot.ports import Forge, Issue, PullRequest
from bot.rendering.boxes import revised, revision
from bot.rendering.dashboard import MARK, TITLE

LABEL = "living-review-dashboard"
"""Only people who may triage can label an issue: nobody else's text is taken for ours."""
PAGES = 2
"""Pages of its history that are read: it is written with every job, and read after each tick."""


def find_dashboard(forge: Forge) -> Issue | None:
    """The dashboard, None before there is one; the oldest, should two runs have made one each."""
    return next(
        (issue for issue in forge.issues(LABEL) if issue.body.lstrip().startswith(MARK)), None
    )


def as_pull_request(issue: Issue) -> PullRequest:
    """The dashboard as what people tick and write on: its boxes decide as a pull request's do."""
    return PullRequest(
        number=issue.number, title=TITLE, body=issue.body, link=issue.link, open=True,
        author=issue.by.login,
    )  # fmt: skip


def update_dashboard(forge: Forge, issue: Issue | None, text: str) -> Issue:
    """Ensure that the dashboard says ``text``: opened and pinned once, then changed in place.

    One that a person closed stays closed, and is kept up to date.
    """
    if issue is None:
        made = forge.open_issue(TITLE, revised(text, 1), LABEL)
        issue = find_dashboard(forge) or made
        if issue.number != made.number:
            # Another run made one at the same time: the older stays.
            forge.close_issue(made.number)
            return update_dashboard(forge, issue, text)
        forge.pin(issue)
        return issue
    number = revision(issue.body)
    if issue.body.split() != revised(text, number).split():
        forge.revise_issue(issue.number, revised(text, number + 1))
    return issue
