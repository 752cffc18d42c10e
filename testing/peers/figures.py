"""What every peer prints: its name, the seconds it took, the peak memory of its process, and how many queries it answered."""

import json
import resource
import sys


def report(name: str, seconds: float, count: int | None = None) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    figures = {"name": name, "seconds": seconds, "peakMemoryMB": megabytes}
    print(json.dumps(figures if count is None else {**figures, "count": count}))
