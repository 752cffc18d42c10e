"""One epoch of BPR by implicit: 64 factors, the distinct pairs of the log; the matrix and the first factors are made before.

Arguments: the folder with events.csv, and the number of threads.
"""

import sys
import time

import implicit
import numpy as np
import pandas as pd
from figures import report
from implicit.cpu.bpr import BayesianPersonalizedRanking
from scipy.sparse import csr_matrix

epochs = 10

log = pd.read_csv(f"{sys.argv[1]}/events.csv", usecols=["visitorid", "itemid"], dtype=np.int32)
visitors = pd.factorize(log["visitorid"], sort=True)[0].astype(np.int32)
items = pd.factorize(log["itemid"], sort=True)[0].astype(np.int32)
threads = int(sys.argv[2])
matrix = csr_matrix((np.ones(len(log), dtype=np.float32), (visitors, items)))
model = BayesianPersonalizedRanking(
    factors=64, learning_rate=0.05, regularization=0.02, iterations=0, num_threads=threads, random_state=1
)
model.fit(matrix, show_progress=False)
model.iterations = epochs

started = time.perf_counter()
model.fit(matrix, show_progress=False)
seconds = (time.perf_counter() - started) / epochs

report(f"implicit {implicit.__version__}, {threads} thread{'' if threads == 1 else 's'}", seconds)
