#!/bin/sh
# Install the bot into a folder of its own: its wheel and the libraries that runtime.lock names, by
# their hashes, and none of the tools. Needs Python 3.11 or newer.
#   deploy/install.sh /opt/living-review [EXTRAS, as figures]
set -eu
target=$1
extras=${2:-}
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"$python" -m venv "$tools/venv"
awk '/^[^ ]/ { ours = /^uv==/ } ours' runtime.lock > "$tools/uv.lock"
"$tools/venv/bin/pip" install --quiet --no-cache-dir --disable-pip-version-check \
  --require-hashes --requirement "$tools/uv.lock"
uv() { UV_CACHE_DIR="$tools/cache" "$tools/venv/bin/uv" --quiet --system-certs "$@"; }

uv build --wheel --python "$tools/venv/bin/python" --build-constraints runtime.lock --out-dir "$tools/wheel" .
"$python" -m venv --without-pip "$target"
uv pip install --python "$target/bin/python" --link-mode copy --constraint runtime.lock \
  "$(echo "$tools"/wheel/*.whl)${extras:+[$extras]}"
"$target/bin/living-review-bot" --version
