"""The losses that implicit's ALS reaches on a toy matrix from a start given by a formula: makes als-loss.json.

    python3 testing/peers/als_loss.py > testing/peers/als-loss.json

The matrix has 60 rows and 45 columns, one of each empty; entry (i, j) is there where (7 i² + 11 j² + 13 i j) mod 29 < 6, and
is worth 1 + (i + j) mod 3. Factor f of row i starts at ((379 i + 211 f + 17 i f) mod 1009) / 1009 − 1/2, of column j at
((283 j + 397 f + 23 j f) mod 1013) / 1013 − 1/2.
"""

import json

import implicit
import numpy as np
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

ROWS, COLUMNS = 60, 45


def entry(i: int, j: int) -> int:
    there = (7 * i * i + 11 * j * j + 13 * i * j) % 29 < 6 and i != 13 and j != 17
    return 1 + (i + j) % 3 if there else 0


def start(count: int, factors: int, row: int, factor: int, both: int, modulus: int) -> np.ndarray:
    value = lambda i, f: (row * i + factor * f + both * i * f) % modulus / modulus - 0.5
    return np.array([[value(i, f) for f in range(factors)] for i in range(count)], dtype=np.float32)


def losses(factors: int, regularization: float, alpha: float, iterations: int) -> list[float]:
    matrix = csr_matrix([[entry(i, j) for j in range(COLUMNS)] for i in range(ROWS)], dtype=np.float32)
    model = AlternatingLeastSquares(
        factors=factors,
        regularization=regularization,
        alpha=alpha,
        iterations=iterations,
        use_cg=True,
        calculate_training_loss=True,
        num_threads=1,
    )
    model.user_factors = start(ROWS, factors, 379, 211, 17, 1009)
    model.item_factors = start(COLUMNS, factors, 283, 397, 23, 1013)
    reached = []
    model.fit(matrix, show_progress=False, callback=lambda iteration, seconds, loss: reached.append(loss))
    return reached


runs = [
    {"factors": 6, "regularization": 0.5, "alpha": 4, "iterations": 6},
    {"factors": 17, "regularization": 5, "alpha": 40, "iterations": 5},
]
print(json.dumps({"peer": f"implicit {implicit.__version__}", "runs": [{**run, "losses": losses(**run)} for run in runs]}, indent=2))
