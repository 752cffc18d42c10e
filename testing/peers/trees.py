"""LambdaMART by XGBoost on a made table: training from the matrix on, or the prediction of 500 rows by the C API.

Arguments: a folder that is not read, what (fit or predict), rows, columns, and the number of threads. A query has 100 rows.
"""

import ctypes
import json
import statistics
import sys
import time

import numpy as np
import xgboost as xgb
from figures import report
from ranking_table import ranking_table

QUERY, ROUNDS, SHOWN, TIMES = 100, {"fit": 30, "predict": 100}, 500, 300
what = sys.argv[2]
rows, columns, threads = map(int, sys.argv[3:6])
matrix, labels = ranking_table(rows, columns, seed=1)
clock = time.process_time if threads == 1 else time.perf_counter


def fit() -> xgb.Booster:
    data = xgb.DMatrix(matrix, labels, nthread=threads)
    data.set_group(np.full(rows // QUERY, QUERY))
    return xgb.train({"objective": "rank:ndcg", "tree_method": "hist", "nthread": threads}, data, ROUNDS[what])


def predict(model: xgb.Booster) -> float:
    """The median of many calls of XGBoosterPredictFromDense, without what Python does around it."""
    shown = np.ascontiguousarray(matrix[:SHOWN])
    array = {"data": [shown.ctypes.data, True], "shape": shown.shape, "typestr": "<f4", "version": 3}
    config = {"type": 0, "training": False, "iteration_begin": 0, "iteration_end": 0, "strict_shape": True, "cache_id": 0}
    texts = [json.dumps(part).encode() for part in (array, {**config, "missing": float("nan")})]
    shape, dimensions, result = ctypes.POINTER(ctypes.c_uint64)(), ctypes.c_uint64(), ctypes.POINTER(ctypes.c_float)()
    out = [ctypes.byref(part) for part in (shape, dimensions, result)]
    call = xgb.core._LIB.XGBoosterPredictFromDense
    seconds = []
    for _ in range(TIMES):
        started = clock()
        assert call(model.handle, *texts, None, *out) == 0
        seconds.append(clock() - started)
    assert np.allclose(np.ctypeslib.as_array(result, (SHOWN,)), model.inplace_predict(shown))
    return statistics.median(seconds)


started = clock()
model = fit()
seconds = clock() - started if what == "fit" else predict(model)
report(f"XGBoost {xgb.__version__}, {threads} thread{'' if threads == 1 else 's'}", seconds)
