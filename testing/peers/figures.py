"""What every peer prints: its name, the seconds it took and the peak memory of its process."""

import json
import resource
import sys


def report(name: str, seconds: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(json.dumps({"name": name, "seconds": seconds, "peakMemoryMB": megabytes}))
