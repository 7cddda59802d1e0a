#!/bin/sh
# The binding figures: held-out scenes through the app's own engine. Usage: evaluate.sh [SCENES] [SEED] [OUT] [OPTIONS]
set -eu
cd "$(dirname "$0")/../../.."
scenes="${1:-500}"
seed="${2:-7}"
out="${3:-models/deixis-1/checkpoints/evaluation.json}"
[ $# -le 3 ] || { shift 3; options="$*"; }
mkdir -p "$(dirname "$out")"
npm run -s deixis -- evaluate --model deixis-1 --scenes "$scenes" --seed "$seed" --out "$out" ${options:-}
