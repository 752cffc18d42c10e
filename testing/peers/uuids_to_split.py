"""From events.csv with text ids to a split in pandas: read, factorize, sessions, split.

Argument: the folder with events.csv.
"""

import sys
import time

import pandas as pd
from figures import report

HALF_HOUR = 1_800_000


def encoded(path: str) -> pd.DataFrame:
    """The log in order of time with dense ids, ascending by the shop's."""
    log = pd.read_csv(path, dtype={"timestamp": "int64", "visitorid": "str", "event": "category", "itemid": "str", "transactionid": "str"})
    for column in ("visitorid", "itemid", "transactionid"):
        log[column], _ = pd.factorize(log[column], sort=True)
    return log.sort_values("timestamp", kind="stable", ignore_index=True)


def with_sessions(log: pd.DataFrame) -> pd.DataFrame:
    """A new session where the visitor's last event lies more than 30 minutes back."""
    by_visitor = log.sort_values(["visitorid", "timestamp"], kind="stable")
    starts = (by_visitor["visitorid"] != by_visitor["visitorid"].shift()) | (
        by_visitor["timestamp"].diff() > HALF_HOUR
    )
    return log.assign(session=starts.cumsum() - 1)


if __name__ == "__main__":
    started = time.perf_counter()
    log = with_sessions(encoded(f"{sys.argv[1]}/events.csv"))
    times = log["timestamp"]
    validation_from = times.iloc[round(0.7 * len(log))]
    test_from = times.iloc[round(0.8 * len(log))]
    train = log[times < validation_from]
    validation = log[(times >= validation_from) & (times < test_from)]
    test = log[times >= test_from]
    seconds = time.perf_counter() - started
    print(f"train {len(train)} validation {len(validation)} test {len(test)}", file=sys.stderr)
    report(f"pandas {pd.__version__}", seconds)
