"""The files that a new review starts with, and how those of a review compare with them.

A person's choices in a file are not edits of it: the time of a run, the branch, the pins that
Dependabot raises. They stay when the rest of the file is brought up to date.
"""

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Self

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot import __version__
from bot.adapters.store import DirectoryStore
from bot.adapters.templates import built_in
from bot.domain.fingerprint import fingerprint
from bot.events.suggestions import FORM
from bot.jobs.diagnose import WORKFLOWS

FILES = {
    "review.schema.json": "review.schema.json",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
}
"""Templates of every review but for its protocol, and where they go."""
GITHUB_FILES = {
    **{f"workflows/{name}": f".github/workflows/{name}" for name in WORKFLOWS},
    "dependabot.yml": ".github/dependabot.yml",
    "suggest-a-paper.yml": FORM,
}
"""The same of one that lives on GitHub."""
FORMER = "former.json"
"""Fingerprints of each template as this and former versions wrote it, but for people's choices."""
_GENERATED = ("review.schema.json",)
_LISTS = (".gitignore", ".gitattributes")
"""Files to which people add lines."""
_BOT = re.compile(r"(?<=uses: )(?!actions/)([\w.-]+/[\w.-]+)@(\S+)(?: # (\S+))?")
_CHOICES = (
    re.compile(r"(?<=uses: )(actions/[\w/-]+@\S+(?: # \S+)?)"),
    re.compile(r"(?<=branches: )(\[(?:\"(?:[^\"\\]|\\.)*\"|[^\]\"])*\])"),
    re.compile(r"(?<=cron: )(\"[^\"]*\")"),
)

_USUAL_BRANCHES = ("main", "master")
"""What git and GitHub call a main branch: a new repository's may be renamed until it is pushed."""
_PLAIN_BRANCH = re.compile(
    r"(?!(?:true|false|null|yes|no|on|off)$)[A-Za-z_][\w./-]*", re.IGNORECASE
)
"""A name that YAML takes for a word, and GitHub for itself."""
_PATTERN_SIGN = re.compile(r"[\\*?+\[\]!]")
"""What means more than itself in a pattern of branches."""


class Standing(Enum):
    """How a file compares with the one that this version writes."""

    CURRENT = "current"
    OUTDATED = "outdated"
    EDITED = "edited"
    ABSENT = "absent"


@dataclass(frozen=True, kw_only=True)
class Pin:
    """The version of the bot that a workflow calls."""

    repository: str
    """Its repository on GitHub, as owner/name."""
    revision: str
    """A commit or a tag."""
    version: str
    """Empty where the workflow does not say."""

    @classmethod
    def of(cls, reference: str) -> Self:
        """The pin to this version, which stands at ``owner/name@revision``."""
        repository, _, revision = reference.partition("@")
        return cls(repository=repository, revision=revision, version=__version__)

    def __str__(self) -> str:
        """As it stands behind ``uses:``, with the version in the comment that Dependabot reads."""
        comment = "" if self.revision == f"v{self.version}" or not self.version else self.version
        return f"{self.repository}@{self.revision}" + (f" # {comment}" if comment else "")

    @property
    def is_newer(self) -> bool:
        """Whether it names a version newer than this program."""
        return _numbers(self.version) > _numbers(__version__)


@dataclass(frozen=True, kw_only=True)
class StarterFile:
    """A file of a review, beside the one that this version writes."""

    path: str
    text: str
    """Empty where there is none."""
    standing: Standing
    upgraded: str
    """The text brought up to date as far as the person's edits allow."""
    wanted: str
    """What this version would write, with the person's choices."""

    @property
    def pin_only(self) -> bool:
        """Whether the upgraded text differs from the present one in the bot's version alone."""
        return form(self.upgraded) == form(self.text)

    @property
    def difference(self) -> str:
        """How the upgraded text differs from what this version would write."""
        return "".join(
            difflib.unified_diff(
                self.upgraded.splitlines(keepends=True), self.wanted.splitlines(keepends=True),
                f"{self.path} as it is", f"{self.path} of version {__version__}", n=1,
            )
        )  # fmt: skip


def starter_texts(pin: Pin | None, branch: str = "") -> dict[str, str]:
    """What this version writes, by path; with a pin also the files of a review on GitHub.

    ``branch`` is the main one, empty where it is not known yet.
    """
    watched = _USUAL_BRANCHES if branch in ("", *_USUAL_BRANCHES) else (branch,)
    branches = ", ".join(map(_as_pattern, watched))
    names = FILES | (GITHUB_FILES if pin else {})
    return {
        path: built_in(f"init/{name}")
        .replace("uses: BOT", f"uses: {pin}")
        .replace("[BRANCH]", f"[{branches}]")
        for name, path in names.items()
    }


def _as_pattern(branch: str) -> str:
    """A branch as the list of branches in a workflow names it, and it alone.

    It is a pattern there, in a list of YAML.
    """
    if _PLAIN_BRANCH.fullmatch(branch):
        return branch
    return json.dumps(_as_name(branch), ensure_ascii=False)


def _as_name(branch: str) -> str:
    """A pattern that means this branch alone."""
    return _PATTERN_SIGN.sub(r"\\\g<0>", branch)


def watches(workflow: str, branch: str) -> bool:
    """Whether a push to ``branch`` starts a workflow, as far as its list of branches tells."""
    try:
        lists = [YAML(typ="safe").load(found) for found in _CHOICES[1].findall(workflow)]
    except YAMLError:
        return True
    names = [str(name) for names in lists for name in names]
    return not names or any(
        name == _as_name(branch) or _PATTERN_SIGN.search(name) for name in names
    )


def pin_at(root: Path) -> Pin | None:
    """The version that the review's workflows call, None where they call none by its version."""
    for path in GITHUB_FILES.values():
        if match := _BOT.search(_text(root, path)):
            version = (match[3] or match[2]).removeprefix("v")
            return Pin(
                repository=match[1], revision=match[2],
                version=version if _numbers(version) else "",
            )  # fmt: skip
    return None


def compared(root: Path, pin: Pin | None) -> Iterator[StarterFile]:
    """Yield each starter file of the review at ``root``; those for GitHub where there is a pin."""
    former: Mapping[str, list[str]] = json.loads(built_in(f"init/{FORMER}"))
    names = {path: name for name, path in (FILES | GITHUB_FILES).items()}
    for path, wanted in starter_texts(pin).items():
        text = _text(root, path)
        file = StarterFile(
            path=path, text=text, standing=Standing.CURRENT, upgraded=text, wanted=wanted
        )
        if not text:
            yield replace(file, standing=Standing.ABSENT)
        elif path in _LISTS:
            yield _compared_list(file)
        else:
            yield _compared_text(file, str(pin), former.get(names[path], ()))


def form(text: str) -> str:
    """A file without what people choose in it: the same for every review of one version."""
    text = _BOT.sub("BOT", text)
    for choice in _CHOICES:
        text = choice.sub("*", text)
    return text


def form_fingerprint(text: str) -> str:
    """By which the file of a former version is known."""
    return fingerprint(form(text), 16)


def _compared_list(file: StarterFile) -> StarterFile:
    """A list is up to date when it has every line; where others stand is the person's affair."""
    present = {" ".join(line.split()) for line in file.text.splitlines()}
    lacking = [
        line
        for line in file.wanted.splitlines()
        if " ".join(line.split()) not in present and not line.startswith("#")
    ]
    if not lacking:
        return file
    upgraded = "\n".join([*file.text.splitlines(), *lacking, ""])
    return replace(file, standing=Standing.OUTDATED, upgraded=upgraded, wanted=upgraded)


def _compared_text(file: StarterFile, pin: str, former: list[str] | tuple[()]) -> StarterFile:
    wanted = _with_choices(file.wanted, file.text)
    pinned = _BOT.sub(lambda _: pin, file.text)
    if file.text == wanted:
        return replace(file, wanted=wanted)
    if file.path in _GENERATED or form_fingerprint(file.text) in former:
        return replace(file, standing=Standing.OUTDATED, upgraded=wanted, wanted=wanted)
    return replace(file, standing=Standing.EDITED, upgraded=pinned, wanted=wanted)


def _with_choices(text: str, chosen: str) -> str:
    """``text`` with the choices of another text of the same file, kind by kind where they match."""
    for choice in _CHOICES:
        values = choice.findall(chosen)
        if len(values) == len(choice.findall(text)):
            parts = choice.sub("\0", text).split("\0")
            text = "".join(part + value for part, value in zip(parts, [*values, ""], strict=True))
    return text


def _text(root: Path, path: str) -> str:
    # With the line ends of every text file in git.
    return (DirectoryStore(root).read(path) or "").replace("\r\n", "\n")


def _numbers(version: str) -> tuple[int, ...]:
    match = re.match(r"(\d+)\.(\d+)(?:\.(\d+))?", version.removeprefix("v"))
    return tuple(int(number or 0) for number in match.groups()) if match else ()
