#!/usr/bin/env bash
# Start a language model of one's own in the background: llama.cpp's server on this machine, which
# wants no key. The file is fetched once, and used only when it is the one that its sum names.
#   MODEL_URL=https://… MODEL_SHA256=… deploy/local-model.sh FOLDER [PORT]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 port=${2:-8099}
model=$folder/$MODEL_SHA256.gguf
is_right() { echo "$MODEL_SHA256  $1" | sha256sum --check --status 2>/dev/null; }

mkdir -p "$folder"
if ! is_right "$model"; then
  curl --fail --silent --show-error --location --retry 3 --proto =https,file --proto-redir =https \
    --output "$model.part" "$MODEL_URL"
  if ! is_right "$model.part"; then
    rm -f "$model.part"
    echo "The file at $MODEL_URL has another SHA-256 than the one named: check both." >&2
    exit 2
  fi
  mv "$model.part" "$model"
fi

tools=$(mktemp -d)
"${PYTHON:-python3}" -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check --require-hashes \
  --requirement "$here/local-model.lock"
nohup "$tools/bin/python" "$here/local_server.py" "$model" "$port" >"$tools/log" 2>&1 &
echo $! > "$folder/server.pid"
curl --fail --silent --show-error --output "$tools/health" --retry 120 --retry-delay 1 \
  --retry-all-errors "http://127.0.0.1:$port/health" 2>/dev/null || { cat "$tools/log" >&2; exit 3; }
echo "The model answers at http://127.0.0.1:$port/v1"
