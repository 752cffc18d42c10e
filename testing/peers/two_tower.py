"""Steps of a two-tower model in PyTorch: 512 clicks, each told by the mean of the others among up to 20 items before it.

Both towers read one table of item vectors of 64, add what a hidden layer of 128 makes of them, and give vectors of length 1;
softmax over the batch's items with logQ correction, items that are the row's own as well left out; Adam, of the touched rows
alone. Argument: the folder with train.tsv.
"""

import sys

import numpy as np
import torch
import torch.nn.functional as F
from pytorch import Adam, read_sessions, report_median
from torch import Tensor, nn

SAMPLES, WIDTH, HIDDEN, LAST, TEMPERATURE, STEPS = 512, 64, 128, 20, 0.1, 20


class Tower(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.output = nn.Linear(WIDTH, HIDDEN), nn.Linear(HIDDEN, WIDTH)

    def forward(self, inputs: Tensor) -> Tensor:
        return F.normalize(inputs + self.output(F.relu(self.hidden(inputs))), eps=1e-6)


class TwoTower(nn.Module):
    def __init__(self, counts: np.ndarray):
        super().__init__()
        self.items = nn.Parameter(torch.empty(len(counts), WIDTH).uniform_(-0.02, 0.02))
        self.visitor_tower, self.item_tower = Tower(), Tower()
        self.corrections = torch.from_numpy(np.log(counts / counts.sum())).float()
        self.others = ~torch.eye(SAMPLES, dtype=torch.bool)
        self.own = torch.arange(SAMPLES)
        self.optimizer = Adam(list(self.parameters()), rate=0.001)

    def step(self, items: Tensor, history: Tensor, offsets: Tensor, weights: Tensor) -> float:
        bags = F.embedding_bag(history, self.items, offsets, mode="sum", sparse=True, per_sample_weights=weights)
        of_visitors, of_items = bags.split(SAMPLES)
        sides = self.visitor_tower(of_visitors), self.item_tower(of_items).T
        scores = torch.addmm(self.corrections[items], *sides, beta=-1, alpha=1 / TEMPERATURE)
        scores.masked_fill_((items[:, None] == items) & self.others, -torch.inf)
        loss = F.cross_entropy(scores, self.own)
        loss.backward()
        self.optimizer.step()
        return loss.item()


clicked, starts = read_sessions(sys.argv[1])
first = np.repeat(starts[:-1], np.diff(starts))
places = np.arange(len(clicked))
order = np.random.permutation(places[places > first])
model = TwoTower(np.bincount(clicked))
at = 0


def batch() -> tuple[Tensor, ...]:
    """The next clicks' items, then all histories and after them all items as bags of rows with weights."""
    global at
    chosen = order[at : at + SAMPLES]
    at += SAMPLES
    items = clicked[chosen]
    lengths = np.minimum(chosen - first[chosen], LAST)
    ends = np.cumsum(lengths)
    history = clicked[np.repeat(chosen - ends, lengths) + np.arange(ends[-1])]
    is_other = history != np.repeat(items, lengths)
    lengths = np.add.reduceat(is_other, ends - lengths, dtype=np.int64)  # the item itself does not count
    weights = np.concatenate([np.repeat(1 / np.maximum(lengths, 1), lengths), np.ones(SAMPLES)])
    offsets = np.cumsum(np.concatenate([[0], lengths, np.ones(SAMPLES - 1, np.int64)]))
    columns = items, np.concatenate([history[is_other], items]), offsets, weights.astype(np.float32)
    return tuple(torch.from_numpy(column) for column in columns)


def work() -> None:
    for _ in range(STEPS):
        model.step(*batch())


report_median(work, STEPS, times=10)
