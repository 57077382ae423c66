"""Git on the command line: how each command is run, as whom, and what its failures mean."""

import subprocess
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bot.adapters.git.push_errors import push_error
from bot.errors import Failure, Overtaken, ServiceFailed
from bot.http_client.credentials import without_passwords

BOT_NAME, BOT_EMAIL = "living-review bot", "living-review-bot@noreply.invalid"
NETWORK_SECONDS = 300
_OBJECTS = (b"blob", b"tree", b"commit", b"tag")
_NOTHING = "0" * 40
"""What git calls the commit of a branch that does not exist."""
_CONFIG = {
    # The person's key must not sign what the bot says, nor their hooks stop it.
    "commit.gpgsign": "false",
    "core.hooksPath": "/dev/null",
    # Two study files are much alike: a rename guessed between them would mix up two papers.
    "merge.renames": "false",
}


@dataclass(kw_only=True)
class GitCommands:
    """Git in one directory, spoken to as the bot."""

    directory: Path
    """The review's directory in the user's checkout."""
    environment: Mapping[str, str]
    date: str
    """Date of the commits, in a form git reads."""
    server_url: str = "https://github.com"
    token: str = field(default="", repr=False)

    @property
    def remote(self) -> str:
        """The remote's name, empty when the repository has none."""
        return "origin" if "origin" in self._remotes else next(iter(self._remotes), "")

    @property
    def url(self) -> str:
        """The remote's address, empty when the repository has none."""
        return self._remotes.get(self.remote, "")

    def run(
        self,
        *arguments: str,
        cwd: Path | None = None,
        ok: Sequence[int] = (0,),
        seconds: float | None = None,
        stdin: bytes | None = None,
    ) -> str:
        """What a git command prints.

        Raises:
            Failure: it ended with a code that is not in ``ok``.
        """
        try:
            done = subprocess.run(
                ["git", *arguments],
                cwd=cwd or self.directory,
                env=self._git_environment,
                capture_output=True,
                input=stdin,
                timeout=seconds,
                check=False,
            )
        except FileNotFoundError:
            raise Failure("git is not installed", hint="Install git, and run again.") from None
        if done.returncode not in ok:
            words = without_passwords(" ".join(done.stderr.decode(errors="replace").split()))
            raise Failure(f"git {arguments[0]} failed: {words[:300]}", hint=_repair(words))
        return done.stdout.decode(errors="surrogateescape")

    def network(self, *arguments: str, cwd: Path | None = None) -> str:
        """The same for a command that speaks with the remote.

        Raises:
            Overtaken: a push came second.
            PushRefused: rights or rules do not let the bot push.
            ServiceFailed: the remote does not answer.
        """
        try:
            return self.run(*arguments, cwd=cwd, seconds=NETWORK_SECONDS)
        except subprocess.TimeoutExpired:
            cause = f"git {arguments[0]} got no answer in {NETWORK_SECONDS} s"
        except Failure as fault:
            cause = fault.message
            if error := push_error(self.remote, cause):
                raise error from None
        raise ServiceFailed(
            f"the remote '{self.remote}' failed: {cause}",
            hint="Nothing was proposed. Run again; if it stays so, try the command by hand.",
        )

    def blob(self, name: str) -> str | None:
        """The text of a file, named by its hash or as ``commit:path``; None where there is none."""
        return self.blobs(name)[0]

    def blobs(self, *names: str) -> tuple[str | None, ...]:
        """The texts of several files, in one go."""
        if not names:
            return ()
        answer = self.run(
            "cat-file", "--batch=%(objecttype) %(objectsize)", "-z",
            stdin="".join(f"{name}\0" for name in names).encode(errors="surrogateescape"),
        ).encode(errors="surrogateescape")  # fmt: skip
        texts: list[str | None] = []
        place = 0
        for _ in names:
            end = answer.index(b"\n", place)
            kind, _, size = answer[place:end].partition(b" ")
            place = end + 1
            text = None
            if kind in _OBJECTS:
                after = place + int(size)
                if kind == b"blob":
                    text = answer[place:after].decode(errors="surrogateescape")
                place = after + 1
            texts.append(text)
        return tuple(texts)

    def commit_of(self, name: str) -> str:
        """The commit that a name stands for, empty where there is none."""
        return self.run(
            "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}", ok=(0, 1, 128)
        ).strip()

    def move_branch(self, branch: str, before: str, commit: str) -> None:
        """Move a local branch on from the commit ``before``, empty where there was no branch.

        Raises:
            Overtaken: it stands elsewhere by now.
        """
        try:
            self.run("update-ref", f"refs/heads/{branch}", commit, before or _NOTHING)
        except Failure as fault:
            if "cannot lock ref" not in fault.message:
                raise
            raise Overtaken(
                f"{branch} was moved in the meantime", hint="Nothing was lost. Run again."
            ) from None

    @cached_property
    def _remotes(self) -> Mapping[str, str]:
        """The address of every remote, by name."""
        addresses = {}
        for line in self.run("remote", "--verbose").splitlines():
            name, _, rest = line.partition("\t")
            address, fetched, _ = rest.partition(" (fetch)")
            if fetched:
                addresses[name] = address
        return addresses

    @cached_property
    def _git_environment(self) -> dict[str, str]:
        environment = {
            **self.environment,
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C",
            "GIT_AUTHOR_NAME": BOT_NAME,
            "GIT_AUTHOR_EMAIL": BOT_EMAIL,
            "GIT_COMMITTER_NAME": BOT_NAME,
            "GIT_COMMITTER_EMAIL": BOT_EMAIL,
            "GIT_AUTHOR_DATE": self.date,
            "GIT_COMMITTER_DATE": self.date,
        }
        for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
            environment.pop(name, None)
        config = [*_CONFIG.items()]
        if self.token:
            # The token reaches git through the environment: never in arguments or files. As a
            # header it is sent at once; asked for names and passwords, git would first take those
            # of ~/.netrc, and push under the name of whoever they belong to.
            header = f"http.{self.server_url.rstrip('/')}/.extraHeader"
            pair = b64encode(f"x-access-token:{self.token}".encode()).decode()
            # Empty, it takes back what the person set: of two such headers GitHub wants neither.
            config += [(header, ""), (header, f"Authorization: Basic {pair}")]
        # Behind what the person set in the same way.
        first = int(environment.get("GIT_CONFIG_COUNT") or 0)
        environment["GIT_CONFIG_COUNT"] = str(first + len(config))
        for at, (key, value) in enumerate(config, start=first):
            environment |= {f"GIT_CONFIG_KEY_{at}": key, f"GIT_CONFIG_VALUE_{at}": value}
        return environment


def _repair(words: str) -> str:
    if "dubious ownership" in words:
        return "The folder belongs to another user: see `git help config`, safe.directory."
    if "index.lock" in words or "Unable to create" in words:
        return "Another git command may be running there. Try again when it has ended."
    if any(sign in words for sign in ("No space left", "quota", "write error", "couldn't write")):
        return "Is that disk full or read-only? Make room, and run again: nothing was lost."
    if "Permission denied" in words:
        return "This user may not write there: make the repository, with its .git, their own."
    if "not a git repository" in words:
        return "Make the review's folder one: `git init`, `git add .`, `git commit`."
    return "Try the same command by hand to see more."
