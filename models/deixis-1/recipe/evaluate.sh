#!/bin/sh
# The binding figures: held-out scenes through the app's own engine. Usage: evaluate.sh [SCENES] [SEED] [FOLDER]
set -eu
cd "$(dirname "$0")/../../.."
scenes="${1:-500}"
seed="${2:-7}"
folder="${3:-models/deixis-1/checkpoints/evaluation}"
node="node_modules/.bin/node"
rm -rf "$folder"
"$node" scenes/write-scenes.ts --count "$scenes" --seed "$seed" --out "$folder"
npm run -s deixis -- run --requests "$folder/requests.jsonl" --out "$folder/results.jsonl"
"$node" scenes/score-file.ts "$folder/answers.jsonl" "$folder/results.jsonl"
