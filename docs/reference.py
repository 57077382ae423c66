"""The schema of ``review.yaml`` and the reference pages that are made from the code.

.venv/bin/python docs/reference.py    (or `make reference`)
"""

import json
import sys
from pathlib import Path
from typing import Any

from bot.domain import protocol, strategies
from bot.domain.protocol import Protocol
from bot.settings.pubmed_values import LANGUAGES, PUBLICATION_TYPES
from bot.wiring.starter_files import FORMER, GITHUB_FILES, form_fingerprint
from docs import command_page, comments_page, state_page
from docs.tables import described, section

ROOT = Path(__file__).parents[1]
SCHEMA = "templates/init/review.schema.json"
FORMER_FILES = f"templates/init/{FORMER}"
PAGE = "docs/reference/review-yaml.md"
_HEAD = """\
# review.yaml

Every key of the protocol. A misspelt key or a value that cannot be right is an error with its line
and the nearest right one. An editor that knows YAML schemas completes and checks the file while you
write: the first line of the file that `init` writes names the schema.
"""


def main() -> None:
    """Write every file."""
    for path, text in made().items():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        sys.stdout.write(f"Wrote {path}\n")


def made() -> dict[str, str]:
    """The text of every file by its path."""
    tree = schema()
    return {
        SCHEMA: json.dumps(tree, indent=2, ensure_ascii=False) + "\n",
        PAGE: "\n".join([_HEAD, *section("The top", "", tree, tree)]) + "\n",
        comments_page.PAGE: comments_page.comments_page(),
        command_page.PAGE: command_page.commands_page(),
        state_page.PAGE: state_page.state_page(),
        FORMER_FILES: json.dumps(_fingerprints(), indent=2) + "\n",
    }


def _fingerprints() -> dict[str, list[str]]:
    """Fingerprints by which `upgrade` knows workflows that nobody edited; none is ever removed."""
    known: dict[str, list[str]] = json.loads((ROOT / FORMER_FILES).read_text("utf-8"))
    for name in GITHUB_FILES:
        present = form_fingerprint((ROOT / "templates" / "init" / name).read_text("utf-8"))
        known[name] = list(dict.fromkeys([*known.get(name, ()), present]))
    return known


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of ``review.yaml``, with the meaning of every key."""
    classes = [*vars(protocol).values(), *vars(strategies).values()]
    tree = described(Protocol, (each for each in classes if isinstance(each, type)))
    tree["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    # "pain: lower is better" is short for a group of keys.
    short = {"enum": [f"{way} is better" for way in protocol.Better]}
    outcomes = tree["properties"]["outcomes"]
    outcomes["additionalProperties"] = {"anyOf": [outcomes["additionalProperties"], short]}
    screening = tree["$defs"]["ScreeningSettings"]["properties"]
    screening["languages"]["items"] = {"enum": list(LANGUAGES)}
    # `_whole` in `bot/settings/review_file.py` reads the list.
    reviewers = tree["properties"]["reviewers"]
    logins = tree["$defs"]["ReviewerSettings"]["properties"]["logins"]
    reviewers["anyOf"] = [
        {"$ref": reviewers.pop("$ref")},
        {key: logins[key] for key in ("type", "items")},
    ]
    screening["excluded_types"]["items"] = {"enum": list(PUBLICATION_TYPES)}
    return tree


if __name__ == "__main__":
    main()
