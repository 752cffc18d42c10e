"""From events.csv to train and test in pandas: the same steps and parameters as ours.

Argument: the folder with events.csv.
"""

import sys
import time

import numpy as np
import pandas as pd
from figures import report

HOUR = np.int64(3_600_000)
DAY = 24 * HOUR
LARGEST_ID = 2**31 - 1
FIRST_MILLISECOND = 10**11


def read(path: str) -> pd.DataFrame:
    """The log with every field checked, in order of time; rows that are not right are set aside."""
    log = pd.read_csv(
        path,
        
        dtype={"timestamp": "int64", "visitorid": "int64", "event": "category", "itemid": "int64"},
    )
    sold = log["event"] == "transaction"
    good = (
        log["timestamp"].between(FIRST_MILLISECOND, int(time.time() * 1000))
        & log["visitorid"].between(0, LARGEST_ID)
        & log["itemid"].between(0, LARGEST_ID)
        & log["event"].isin(["view", "addtocart", "transaction"])
        & (log["transactionid"].notna() == sold)
        & (~sold | log["transactionid"].between(0, LARGEST_ID))
    )
    bad = log[~good]
    if len(bad) > 0.01 * len(log):
        raise ValueError(f"{len(bad)} of {len(log)} rows cannot be read")
    return log[good].sort_values("timestamp", kind="stable", ignore_index=True)


def busiest_window(times: np.ndarray, window: np.int64) -> int:
    """The most of the ascending times that lie within one window."""
    first = np.searchsorted(times, times - window, side="right")
    return int((np.arange(len(times)) - first).max()) + 1


def most_items(times: np.ndarray, items: np.ndarray, window: np.int64) -> int:
    """The most distinct items within one window."""
    first = np.searchsorted(times, times - window, side="right")
    return max(len(np.unique(items[start : end + 1])) for end, start in enumerate(first))


def without_outliers(log: pd.DataFrame, most: int, figure) -> pd.DataFrame:
    """Drops the visitors whose figure exceeds `most`; only those with more events than that can."""
    events = log["visitorid"].value_counts()
    busy = log[log["visitorid"].isin(events.index[events > most])]
    figures = {visitor: figure(own) for visitor, own in busy.groupby("visitorid")}
    bots = [visitor for visitor, value in figures.items() if value > most]
    return log[~log["visitorid"].isin(bots)]


def clean(log: pd.DataFrame) -> pd.DataFrame:
    log = log.drop_duplicates()
    log = without_outliers(log, 500, lambda own: busiest_window(own["timestamp"].to_numpy(), DAY))
    log = without_outliers(log, 200, lambda own: busiest_window(own["timestamp"].to_numpy(), HOUR))
    return without_outliers(
        log, 150, lambda own: most_items(own["timestamp"].to_numpy(), own["itemid"].to_numpy(), HOUR)
    )


def with_sessions(log: pd.DataFrame) -> pd.DataFrame:
    """A new session where the visitor's last event lies more than 30 minutes back."""
    by_visitor = log.sort_values(["visitorid", "timestamp"], kind="stable")
    starts = (by_visitor["visitorid"] != by_visitor["visitorid"].shift()) | (
        by_visitor["timestamp"].diff() > HOUR // 2
    )
    return log.assign(session=starts.cumsum() - 1)


def split(log: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """70 % train, 10 % validation and 20 % test by time."""
    times = log["timestamp"]
    validation_from = times.iloc[round(0.7 * len(log))]
    test_from = times.iloc[round(0.8 * len(log))]
    return (
        log[times < validation_from],
        log[(times >= validation_from) & (times < test_from)],
        log[times >= test_from],
    )


def reindex(train: pd.DataFrame, test: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Dense ids, known from train alone: test loses unknown items, and its unknown visitors come after train's."""
    item_codes, items = pd.factorize(train["itemid"], sort=True)
    visitor_codes, visitors = pd.factorize(train["visitorid"], sort=True)
    train = train.assign(item=item_codes, visitor=visitor_codes)

    test = test.assign(item=pd.Index(items).get_indexer(test["itemid"]))
    test = test[test["item"] >= 0]
    codes = pd.Index(visitors).get_indexer(test["visitorid"])
    strangers = codes < 0
    codes[strangers] = len(visitors) + pd.factorize(test["visitorid"][strangers], sort=True)[0]
    return train, test.assign(visitor=codes)


if __name__ == "__main__":
    started = time.perf_counter()
    log = with_sessions(clean(read(f"{sys.argv[1]}/events.csv")))
    train, validation, test = split(log)
    known, asked = reindex(pd.concat([train, validation]), test)
    seconds = time.perf_counter() - started
    print(f"train {len(train)} validation {len(validation)} test {len(test)} asked {len(asked)}", file=sys.stderr)
    report(f"pandas {pd.__version__}", seconds)
