#!/usr/bin/env bash
# implicit 0.7.3: an item-item model that runs out of neighbours fills its list with the items it was told to filter, at score 0.
# Whoever counts places in the list, or takes the whole list as recommendations, shows visitors what they have already seen.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv python && python/bin/pip install --quiet --disable-pip-version-check implicit==0.7.3 numpy==1.26.4 scipy==1.16.3
cat > run.py <<'PY'
import numpy as np
from scipy.sparse import csr_matrix
from implicit.nearest_neighbours import CosineRecommender

log = csr_matrix(np.array([[1, 1, 0, 0, 0], [1, 0, 1, 0, 0], [0, 1, 1, 0, 0], [0, 0, 0, 1, 1]], dtype=np.float32))
model = CosineRecommender(K=5)
model.fit(log, show_progress=False)
items, scores = model.recommend(0, log[0], N=5, filter_already_liked_items=True)
print('liked 0 1, recommended', *items.tolist(), 'with scores', *scores.round(4).tolist())
PY
echo 'implicit 0.7.3, filter_already_liked_items=True for a user who liked items 0 and 1:'
python/bin/python -W ignore run.py 2> errors | tee seen || { cat errors; exit 1; }
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
liked 0 1, recommended 2 1 0 with scores 1.0 0.0 0.0
SEEN
