#!/bin/sh
# From nothing to the committed files of models/deixis-1. Every stage goes on from its checkpoint if it was cut off.
set -eu
cd "$(dirname "$0")"
python="${PYTHON:-python3}"
threads="${THREADS:-2}"
"$python" tokenizer.py
"$python" train_encoder.py --threads "$threads" --steps 7000 --decay 1500
"$python" train.py --source imagined --threads "$threads" --steps 4000 --decay 1
"$python" train.py --source seen --threads "$threads" --steps 4600 --decay 600 --scale 0.5
"$python" export.py
"$python" check.py
"$python" fixtures.py
"$python" evaluate.py --scenes 500
