"""The NDCG@10 that XGBoost's LambdaMART reaches on held-out queries of made tables: makes trees-ndcg.json.

    python3 testing/peers/trees_ndcg.py > testing/peers/trees-ndcg.json

Tables of ranking_table.py, 20,000 rows each, learnt from with one seed and held out with another. NDCG as evaluation has it: gains are
labels, equal scores are ordered by rising label, a query without a hit counts as 0.
"""

import json

import numpy as np
import xgboost as xgb
from ranking_table import ranking_table

ROWS, SEEDS = 20_000, range(1, 6)
PARAMETERS = {"rounds": 50, "learningRate": 0.1, "maxDepth": 6}


def mean_ndcg(scores: np.ndarray, labels: np.ndarray, query: int, k: int = 10) -> float:
    scores, labels = scores.reshape(-1, query), labels.reshape(-1, query)
    order = np.lexsort((labels, -scores), axis=1)[:, :k]
    discount = 1 / np.log2(np.arange(k) + 2)
    reached = (np.take_along_axis(labels, order, 1) * discount).sum(1)
    best = (-np.sort(-labels, axis=1)[:, :k] * discount).sum(1)
    return float(np.where(best > 0, reached / np.maximum(best, 1e-9), 0).mean())


def ndcg(columns: int, query: int, seed: int) -> float:
    matrix, labels = ranking_table(ROWS, columns, seed)
    data = xgb.DMatrix(matrix, labels)
    data.set_group(np.full(ROWS // query, query))
    rules = {"objective": "rank:ndcg", "eta": PARAMETERS["learningRate"], "max_depth": PARAMETERS["maxDepth"], "nthread": 1}
    model = xgb.train(rules, data, PARAMETERS["rounds"])
    held, right = ranking_table(ROWS, columns, 100 + seed)
    return mean_ndcg(model.predict(xgb.DMatrix(held)), right, query)


tables = [{"rows": ROWS, "columns": 20, "query": 20}, {"rows": ROWS, "columns": 40, "query": 100}]
runs = [{**table, "ndcg": [round(ndcg(table["columns"], table["query"], seed), 6) for seed in SEEDS]} for table in tables]
print(json.dumps({"peer": f"XGBoost {xgb.__version__}", "parameters": PARAMETERS, "runs": runs}, indent=2))
