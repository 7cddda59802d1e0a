#!/bin/sh
# From nothing to the committed files of models/deixis-1. Every stage goes on from its checkpoint if it was cut off.
set -eu
cd "$(dirname "$0")"
python="${PYTHON:-python3}"
threads="${THREADS:-2}"
"$python" tokenizer.py
"$python" train_encoder.py --threads "$threads" --steps 7500 --decay 2200
"$python" train.py --source imagined --threads "$threads" --steps 2000 --decay 1
"$python" train.py --source seen --threads "$threads" --steps 5300 --decay 1000 --scale 0.8
"$python" export.py
"$python" fixtures.py
"$python" check.py
"$python" evaluate.py --scenes 500
