"""Diagnose: whatever must be set right for the review to live, each with the way to do it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote

from bot.errors import Foreseen, ServiceFailed
from bot.ports import BRANCH

Look = Callable[[str], Mapping[str, Any] | None]
"""Looks at one thing of the repository; None where there is none, or it may not be seen."""
WORKFLOWS = ("update.yml", "commands.yml", "check.yml", "publish.yml")


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """One line of the diagnosis."""

    what: str
    ok: bool
    advice: str
    """How it is, or how to mend it."""

    @classmethod
    def amiss(cls, what: str, fault: Foreseen, *, hint: str = "") -> Self:
        """What is wrong, and how to mend it: by ``hint``, else as the failure says."""
        return cls(what=what, ok=False, advice=f"{fault.message}. {hint or fault.hint}")


def token_kind(token: str) -> str:
    """What kind of token this is, by the beginning that GitHub gives it."""
    kinds = {
        "ghs_": "an App's or the job's own",
        "ghp_": "a personal one (classic)",
        "github_pat_": "a personal one (fine-grained)",
        "gho_": "one of an OAuth app",
        "ghu_": "a person's, through an App",
    }
    return next((kind for start, kind in kinds.items() if token.startswith(start)), "unknown")


def diagnosis_of(what: str, attempt: Callable[[], str], *, hint: str = "") -> Diagnosis:
    """``attempt`` says how it went; a foreseen failure says how to mend it.

    ``hint`` stands for that of a failed service, which speaks of a run that was under way.
    """
    try:
        return Diagnosis(what=what, ok=True, advice=attempt())
    except ServiceFailed as fault:
        return Diagnosis.amiss(what, fault, hint=hint)
    except Foreseen as fault:
        return Diagnosis.amiss(what, fault)


def diagnose_github(look: Look, base: str, kind: str, *, in_job: bool) -> Iterable[Diagnosis]:
    """What GitHub says of the repository; ``in_job`` is a run inside GitHub Actions."""
    repository = look("")
    if repository is None:
        yield Diagnosis(
            what="repository", ok=False,
            advice="It cannot be seen: check GITHUB_REPOSITORY, and that the token is for it.",
        )  # fmt: skip
        return
    yield _repository(repository, base)
    yield Diagnosis(what="token", ok=kind != "unknown", advice=f"It is {kind}.{_reach(kind)}")
    yield _rights(repository.get("permissions") or {}, in_job=in_job)
    yield _may_open(look("actions/permissions/workflow"))
    yield _rules(look(f"branches/{quote(BRANCH, safe='')}/protection"))
    for name in WORKFLOWS:
        yield _workflow(name, look(f"actions/workflows/{name}"))
    yield _secrets(look("actions/secrets"))


def _repository(repository: Mapping[str, Any], base: str) -> Diagnosis:
    if repository.get("archived"):
        advice = "It is archived, and so read-only: Settings, Danger zone, Unarchive."
        return Diagnosis(what="repository", ok=False, advice=advice)
    default = repository.get("default_branch", "")
    if default != base:
        advice = f"Its default branch is {default}, and here it is {base}: fetch, and switch to it."
        return Diagnosis(what="repository", ok=False, advice=advice)
    return Diagnosis(
        what="repository", ok=True, advice=f"{repository.get('full_name')}, on {base}."
    )


def _reach(kind: str) -> str:
    if "own" in kind:
        return (
            " Pull requests that the job's own token opens start no other workflows; an App's do:"
            " put one in the secret LIVING_REVIEW_TOKEN if you have checks of your own."
        )
    return ""


def _rights(permissions: Mapping[str, bool], *, in_job: bool) -> Diagnosis:
    if permissions.get("push"):
        return Diagnosis(what="permissions", ok=True, advice="The token may push.")
    if in_job and not permissions:
        advice = "GitHub does not say; the workflow's own list of permissions counts."
        return Diagnosis(what="permissions", ok=True, advice=advice)
    advice = "The token may not push: it needs 'contents: write' and 'pull-requests: write'."
    return Diagnosis(what="permissions", ok=False, advice=advice)


def _may_open(setting: Mapping[str, Any] | None) -> Diagnosis:
    what = "pull requests by Actions"
    if setting is None:
        advice = "Only an administrator's token can see this setting; nothing is known against it."
        return Diagnosis(what=what, ok=True, advice=advice)
    if setting.get("can_approve_pull_request_reviews"):
        return Diagnosis(what=what, ok=True, advice="Allowed.")
    advice = (
        "Not allowed: Settings, Actions, General, Workflow permissions, tick 'Allow GitHub Actions"
        " to create and approve pull requests'. An App's token needs no such leave."
    )
    return Diagnosis(what=what, ok=False, advice=advice)


def _rules(protection: Mapping[str, Any] | None) -> Diagnosis:
    what = f"rules for {BRANCH}"
    if protection is None:
        return Diagnosis(what=what, ok=True, advice="None that stands in the way.")
    advice = "The branch is protected: take it out of the rules, so that the bot may push to it."
    return Diagnosis(what=what, ok=False, advice=advice)


def _workflow(name: str, workflow: Mapping[str, Any] | None) -> Diagnosis:
    what = f"workflow {name}"
    if workflow is None:
        advice = f"It is not there: `init --github` writes .github/workflows/{name}."
        return Diagnosis(what=what, ok=False, advice=advice)
    if workflow.get("state") == "active":
        return Diagnosis(what=what, ok=True, advice="Enabled.")
    advice = f"It is {workflow.get('state')}: Actions, {workflow.get('name')}, Enable workflow."
    return Diagnosis(what=what, ok=False, advice=advice)


def _secrets(secrets: Mapping[str, Any] | None) -> Diagnosis:
    if secrets is None:
        advice = "Their names can be seen with an administrator's token only."
        return Diagnosis(what="secrets", ok=True, advice=advice)
    names = sorted(str(secret.get("name")) for secret in secrets.get("secrets") or ())
    advice = f"There are: {', '.join(names)}." if names else "None; PubMed is asked without a key."
    return Diagnosis(what="secrets", ok=True, advice=advice)
