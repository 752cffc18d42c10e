"""Item neighbours by implicit, from the log's columns on: the matrix is built and the model is fitted.

Arguments: the folder with events.csv, and the number of threads (0: implicit's default, all).
"""

import sys
import time
import warnings

import implicit
import numpy as np
import pandas as pd
from figures import report
from implicit.nearest_neighbours import CosineRecommender
from scipy.sparse import csr_matrix

warnings.filterwarnings("ignore", category=implicit.utils.ParameterWarning)

log = pd.read_csv(f"{sys.argv[1]}/events.csv", usecols=["visitorid", "itemid"], dtype=np.int32)
visitors = pd.factorize(log["visitorid"], sort=True)[0].astype(np.int32)
items = pd.factorize(log["itemid"], sort=True)[0].astype(np.int32)
threads = int(sys.argv[2])

started = time.perf_counter()
matrix = csr_matrix((np.ones(len(log), dtype=np.float32), (visitors, items)))
matrix.data[:] = 1
CosineRecommender(K=50, num_threads=threads).fit(matrix, show_progress=False)
seconds = time.perf_counter() - started

report(f"implicit {implicit.__version__}, {threads or 'all'} thread{'' if threads == 1 else 's'}", seconds)
