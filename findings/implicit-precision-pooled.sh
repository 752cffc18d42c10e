#!/usr/bin/env bash
# implicit 0.7.3: precision_at_k is the hits of all users together, divided by the sum of min(K, number of targets).
# Other libraries divide each user's hits by K and take the mean. With one target a user, implicit's precision@10 is others' recall@10.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv python && python/bin/pip install --quiet --disable-pip-version-check implicit==0.7.3 numpy==1.26.4 scipy==1.16.3
cat > run.py <<'PY'
import numpy as np
from scipy.sparse import csr_matrix
from implicit.evaluation import ranking_metrics_at_k
from implicit.nearest_neighbours import CosineRecommender

# Users 0 and 1 have looked at item 0, which goes with items 1 and 2. User 0's one target is among them, user 1's is not.
log = csr_matrix(np.array([[1, 0, 0, 0], [1, 0, 0, 0], [1, 1, 1, 0], [1, 1, 1, 0], [0, 0, 0, 1]], dtype=np.float32))
targets = csr_matrix(np.array([[0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]], dtype=np.float32))
model = CosineRecommender(K=4)
model.fit(log, show_progress=False)
print('precision@2', ranking_metrics_at_k(model, log, targets, K=2, show_progress=False)['precision'])
PY
echo 'implicit 0.7.3, two users with one target each, lists of two items, one hit; hits ÷ K, averaged, would be 0.25:'
python/bin/python -W ignore run.py 2> errors | tee seen || { cat errors; exit 1; }
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
precision@2 0.5
SEEN
