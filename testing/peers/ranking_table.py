"""Queries of rows and features for rankers: the same as testing/bench/ranking-table.ts makes."""

import numpy as np


def mix(key, value):
    """MurmurHash3's finaliser over both, as data/random.ts has it."""
    h = np.uint32(key) ^ (np.uint32(value) * np.uint32(0x9E3779B1))
    h = (h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return h ^ (h >> np.uint32(16))


def ranking_table(rows: int, columns: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    with np.errstate(over="ignore"):
        own = mix(mix(np.uint32(seed), np.uint32(1)), np.arange(rows, dtype=np.uint32))
        draw = lambda of: mix(own, np.uint32(of)) / 2**32
        matrix = np.empty((rows, columns), dtype=np.float32)
        for column in range(columns):
            u = draw(column)
            matrix[:, column] = [lambda: np.floor(12 * u * u), lambda: u, lambda: u * u * u * u][column % 3]()
            if column % 5 == 4:
                matrix[draw(1000 + column) < 0.1, column] = np.nan
        chance = draw(2000) + draw(2001) + draw(2002)
        relevance = (
            2 * draw(1) - 2 * np.abs(draw(4) - 0.5) + draw(2) * draw(5) + draw(0) * draw(0) + draw(3) * draw(1) + chance
        )
    return matrix, np.searchsorted([3.25, 3.7, 4, 4.4], relevance, side="right").astype(np.float32)
