#!/usr/bin/env bash
# XGBoost 3.2.0: a query without a relevant row counts as 1 in ndcg and map; with a - behind the metric's name it counts as 0.
# In a log where most queries have no target among the candidates, the figure that early stopping reads is near 1 for any model.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv python && python/bin/pip install --quiet --disable-pip-version-check xgboost-cpu==3.2.0 numpy==1.26.4 scipy==1.16.3
cat > run.py <<'PY'
import numpy as np
import xgboost

rows = np.array([[3.0], [2.0], [1.0]] * 2)
relevant = np.array([0, 0, 1, 0, 0, 0])
pairs = xgboost.DMatrix(rows, label=relevant, qid=[0, 0, 0, 1, 1, 1])
for metric in ['ndcg@3', 'ndcg@3-']:
    seen = {}
    parameters = {'objective': 'rank:ndcg', 'eval_metric': metric, 'eta': 0, 'nthread': 1}
    xgboost.train(parameters, pairs, 1, evals=[(pairs, 'train')], evals_result=seen, verbose_eval=False)
    print(metric, seen['train'][metric][0])
PY
echo 'XGBoost 3.2.0, equal scores; query 0 has one target (ndcg .5), query 1 has none:'
python/bin/python -W ignore run.py 2> errors | tee seen || { cat errors; exit 1; }
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
ndcg@3 0.75
ndcg@3- 0.25
SEEN
