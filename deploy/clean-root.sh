#!/usr/bin/env bash
# Try the image: with docker where its daemon runs, else its steps in a root folder of their own.
# Wants root for the latter, and needs git, Python 3.11 and util-linux.
#   sudo deploy/clean-root.sh
set -euo pipefail
cd "$(dirname "$0")/.."
nobody=12345 # a user whom no file names

if docker info >/dev/null 2>&1; then
  docker build --tag living-review-bot .
  docker run --rm --user "$nobody:$nobody" living-review-bot --version
  docker run --rm --user "$nobody:$nobody" living-review-bot demo
  exit
fi

if [ -z "${IN_CLEAN_ROOT:-}" ]; then
  IN_CLEAN_ROOT=yes exec unshare --mount "$0"
fi

root=$(mktemp -d)
trap 'umount --recursive --lazy "$root"; rmdir "$root"' EXIT
mount -t tmpfs -o mode=755 clean "$root"
python=$(python3 -c 'import sys; print(sys.base_prefix)')
for folder in /usr /bin /sbin /lib /lib64 /etc /dev /proc "$python" /opt/*; do
  [ -d "$folder" ] || continue
  mkdir -p "$root$folder" && mount --rbind -o ro "$folder" "$root$folder"
done
mkdir -p "$root"/{src,review,opt,home} && install -d -m 1777 "$root/tmp" "$root/home/reviewer"
mapfile -t seen < <(sed -n 's/^!//p' .dockerignore) # what a build would see
git archive HEAD "${seen[@]}" | tar -x -C "$root/src"

# RUN and ENV of the Dockerfile; the machine lends its git, its ssh and its Python.
chroot "$root" env PYTHON="$python/bin/python3" sh /src/deploy/install.sh /opt/living-review
python3 benchmarks/installed_size.py "$root"/opt/living-review/lib/python3.*/site-packages
mapfile -t settings < <(sed -n '/^ENV/,/[^\\]$/p' Dockerfile | grep -oE '[A-Z][A-Z0-9_]+=[^ \\]+' | grep -v ^PATH=)
bot() {
  chroot --userspec="$nobody:$nobody" "$root" \
    env --ignore-environment --chdir=/review PATH=/opt/living-review/bin:/usr/bin:/bin "${settings[@]}" \
    living-review-bot "$@"
}

# A clone that belongs to somebody else, with everything a run needs but a network.
tar -c review.yaml REVIEW.md review state templates | tar -x -C "$root/review" --no-same-owner
git -C "$root/review" init --quiet --initial-branch=main
git -C "$root/review" add --all
git -C "$root/review" -c user.name=Somebody -c user.email=somebody@example.org commit --quiet -m Review
chown -R 1000:1000 "$root/review"
chmod 1777 "$root/review" # for the cache
bot --version
bot check
bot demo > "$root/tmp/demo.txt" && head -5 "$root/tmp/demo.txt"

# The unit of systemd finds what it starts.
mkdir -p "$root/srv/review" "$root/run"
cp deploy/living-review.service "$root/tmp/"
chroot "$root" systemd-analyze verify /tmp/living-review.service
echo "The image's steps work in a clean root, for a user without a name."
