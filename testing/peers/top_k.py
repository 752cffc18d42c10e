"""Lists of 20 for 50,000 visitors by implicit's ALS, in one call, each visitor's own items left out.

Fitted with 64 factors and 15 iterations; only the call is timed, the median of three. Arguments: the folder with
events.csv, and the number of threads.
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

matrix = csr_matrix((np.ones(len(log), dtype=np.float32), (visitors, items)))
model = AlternatingLeastSquares(
    factors=64, regularization=50, alpha=40, iterations=15, num_threads=threads, random_state=1
)
model.fit(matrix, show_progress=False)
some = np.arange(50_000)
own = matrix[some]

seconds = []
for _ in range(3):
    started = time.perf_counter()
    model.recommend(some, own, N=20, filter_already_liked_items=True)
    seconds.append(time.perf_counter() - started)

report(f"implicit {implicit.__version__}, {threads} thread{'' if threads == 1 else 's'}", sorted(seconds)[1])
