"""ALS by implicit, from the log's columns on: the matrix is built and the model is fitted.

64 factors, 15 iterations, conjugate gradient. Arguments: the folder with events.csv, and the number of threads.
"""

import sys
import time

import implicit
import numpy as np
import pandas as pd
from figures import report
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

log = pd.read_csv(f"{sys.argv[1]}/events.csv", usecols=["visitorid", "itemid"], dtype=np.int32)
visitors = pd.factorize(log["visitorid"], sort=True)[0].astype(np.int32)
items = pd.factorize(log["itemid"], sort=True)[0].astype(np.int32)
threads = int(sys.argv[2])

started = time.perf_counter()
matrix = csr_matrix((np.ones(len(log), dtype=np.float32), (visitors, items)))
model = AlternatingLeastSquares(
    factors=64, regularization=50, alpha=40, iterations=15, use_cg=True, num_threads=threads, random_state=1
)
model.fit(matrix, show_progress=False)
seconds = time.perf_counter() - started

report(f"implicit {implicit.__version__}, {threads} thread{'' if threads == 1 else 's'}", seconds)
