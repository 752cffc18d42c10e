#!/usr/bin/env bash
# LensKit 2025.8.1: DCG's discount is 1 / log2(max(rank, 2)), that of Järvelin and Kekäläinen's first paper: rank 2 counts as much as rank 1.
# Others discount by log2(rank + 1), so figures differ for every target beyond rank 1: at rank 3, .631 here and .5 there.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv python && python/bin/pip install --quiet --disable-pip-version-check lenskit==2025.8.1
cat > run.py <<'PY'
from lenskit.data import ItemList
from lenskit.metrics import NDCG, Precision

target = ItemList([7])
for rank in [1, 2, 3]:
    answer = ItemList([7 if place == rank else 100 + place for place in range(1, 11)], ordered=True)
    print('rank', rank, 'ndcg@10', round(float(NDCG(n=10).measure_list(answer, target)), 4))
print('a list of one item, right: precision@10', float(Precision(n=10).measure_list(ItemList([7], ordered=True), target)))
PY
echo 'LensKit 2025.8.1, one target; precision divides by the length of the list, not by 10:'
python/bin/python -W ignore run.py 2> errors | tee seen || { cat errors; exit 1; }
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
rank 1 ndcg@10 1.0
rank 2 ndcg@10 1.0
rank 3 ndcg@10 0.6309
a list of one item, right: precision@10 1.0
SEEN
