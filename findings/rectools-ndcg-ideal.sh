#!/usr/bin/env bash
# RecTools 0.19.0: the ideal DCG of NDCG is that of k hits, however few targets the user has.
# A perfect answer (the one target first) has NDCG@10 of .22 by default; divide_by_achievable=True gives the 1.0 of the literature.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv python && python/bin/pip install --quiet --disable-pip-version-check rectools==0.19.0 numpy==1.26.4 pandas==2.3.3
cat > run.py <<'PY'
import pandas as pd
from rectools import Columns
from rectools.metrics import NDCG

recommended = pd.DataFrame({Columns.User: [1] * 10, Columns.Item: range(10), Columns.Rank: range(1, 11)})
bought = pd.DataFrame({Columns.User: [1], Columns.Item: [0]})
print('default', round(NDCG(k=10).calc(recommended, bought), 4))
print('divide_by_achievable', NDCG(k=10, divide_by_achievable=True).calc(recommended, bought))
PY
echo 'RecTools 0.19.0, one target, ranked first of ten:'
python/bin/python -W ignore run.py 2> errors | tee seen || { cat errors; exit 1; }
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
default 0.2201
divide_by_achievable 1.0
SEEN
