"""A language model on the runner: the server is started, asked, and trusted with nothing."""

import hashlib
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Review
from tests.runner import ROOT, Runner

pytestmark = pytest.mark.few
SCRIPT = ROOT / "deploy" / "local-model.sh"


def test_another_file_than_the_one_named_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"not the one")
    environment = {
        "PATH": os.environ["PATH"],  # noqa: TID251 - curl must be found
        "MODEL_URL": file.as_uri(),
        "MODEL_SHA256": "0" * 64,
    }

    done = subprocess.run(
        [SCRIPT, tmp_path / "kept"], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "another SHA-256" in done.stderr
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.story
def test_the_weekly_job_asks_a_real_server(review: Review, tmp_path: Path) -> None:
    """Wants a small model: ``LIVING_REVIEW_MODEL=FILE.gguf``."""
    named = os.environ.get("LIVING_REVIEW_MODEL")  # noqa: TID251 - names a file, sets nothing
    if not named:
        pytest.skip("LIVING_REVIEW_MODEL names no GGUF file")
    model = Path(named).resolve()
    limits = "model: {name: local, max_tokens_per_run: 2000}\n"
    review.set("screening:\n", f"{limits}screening:\n")
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    everything = dict(os.environ)  # noqa: TID251 - pip's own settings of this machine
    runner = Runner(workspace, review.remote, {**everything, **review.environment})

    try:
        done = runner.run(
            "update", local_model=model.as_uri(),
            local_model_sha256=hashlib.sha256(model.read_bytes()).hexdigest(),
        )  # fmt: skip
    finally:
        os.kill(int((workspace / "local-model" / "server.pid").read_text("utf-8")), signal.SIGTERM)

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"local about \d+ paper.* [\d,]{3,} tokens in, [1-9]", done.stdout)
