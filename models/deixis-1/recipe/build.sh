#!/bin/sh
# From nothing to the committed files of models/deixis-1. Every stage goes on from its checkpoint if it was cut off.
# build.sh --smoke [FOLDER]: the same way in a few steps a stage, in a folder of its own (temporary unless named); the repository stays as it is.
set -eu
python="${PYTHON:-python3}"
case "$python" in */*) python="$(cd "$(dirname "$python")" && pwd)/$(basename "$python")" ;; esac
threads="${THREADS:-2}"

if [ "${1:-}" = --smoke ]; then
  root="$(cd "$(dirname "$0")/../../.." && pwd)"
  if [ -n "${2:-}" ]; then
    mkdir -p "$2"
    work="$(cd "$2" && pwd)"
    [ -z "$(ls -A "$work")" ] || { echo "$work is not empty" >&2; exit 2; }
  else
    work="$(mktemp -d)"
    trap 'rm -rf "$work"' EXIT
  fi
  model="$work/models/deixis-1"
  mkdir -p "$model/recipe"
  for name in electron node_modules package.json resources scenes shared; do ln -s "$root/$name" "$work/$name"; done
  cp "$root/models/deixis-1/categories.json" "$model"
  cp "$root"/models/deixis-1/recipe/*.py "$root"/models/deixis-1/recipe/*.ts "$root"/models/deixis-1/recipe/build.sh "$model/recipe"
  PYTHON="$python" THREADS="$threads" FEW=1 sh "$model/recipe/build.sh"
  exit
fi

cd "$(dirname "$0")"
few() { if [ -n "${FEW:-}" ]; then echo "$1"; else echo "$2"; fi; }
"$python" tokenizer.py --scenes "$(few 300 6000)"
"$python" train_encoder.py --threads "$threads" --steps "$(few 3 9300)" --decay "$(few 1 2200)"
"$python" train.py --source imagined --threads "$threads" --steps "$(few 2 2000)" --decay 1
# The mean of two stages of this training is better than either.
later() {
  [ -f "../checkpoints/$1.pt" ] && return
  "$python" train.py --source seen --threads "$threads" --steps "$2" --decay "$3" --scale 0.8 --crowds 0.15
  cp ../checkpoints/model.pt "../checkpoints/$1.new"
  mv "../checkpoints/$1.new" "../checkpoints/$1.pt"
}
later early "$(few 4 20100)" "$(few 1 4200)"
later late "$(few 6 21600)" "$(few 1 600)"
"$python" blend.py ../checkpoints/early.pt ../checkpoints/late.pt 0.8
"$python" export.py
"$python" fixtures.py
"$python" check.py
# After a few steps a model says no boxes, so there is no curve to find.
[ -n "${FEW:-}" ] || ../../../node_modules/.bin/node calibrate.ts
"$python" evaluate.py --scenes "$(few 2 500)"
