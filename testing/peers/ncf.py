"""Steps of NeuMF in PyTorch: 1,024 pairs of session and item, each beside 4 negatives; Adam, of the touched rows alone.

Embeddings of 32 for GMF, and of 32 and 32 for a tower 64-32-16; binary cross-entropy. Argument: the folder with train.tsv, whose
sessions stand for visitors.
"""

import sys

import numpy as np
import torch
import torch.nn.functional as F
from pytorch import Adam, read_sessions, report_median
from torch import Tensor, nn

PAIRS, NEGATIVES, FACTORS, STEPS = 1024, 4, 32, 20


class NeuMf(nn.Module):
    def __init__(self, visitors: int, items: int):
        super().__init__()
        self.visitors = nn.Embedding(visitors, 2 * FACTORS, sparse=True)
        self.items = nn.Embedding(items, 2 * FACTORS, sparse=True)
        for table in (self.visitors, self.items):
            nn.init.normal_(table.weight, std=0.01)
        self.of_visitor = nn.Linear(FACTORS, 32, bias=False)
        self.of_item = nn.Linear(FACTORS, 32)
        self.second = nn.Linear(32, 16)
        self.output = nn.Linear(FACTORS + 16, 1)
        self.labels = torch.zeros(PAIRS, 1 + NEGATIVES)
        self.labels[:, 0] = 1
        self.optimizer = Adam(list(self.parameters()), rate=0.001)

    def step(self, visitors: Tensor, items: Tensor) -> float:
        """The tower's first layer over a visitor's and an item's half is a sum; a visitor's part of it serves all its items."""
        gmf_of_visitor, mlp_of_visitor = self.visitors(visitors)[:, None].split(FACTORS, -1)
        gmf_of_item, mlp_of_item = self.items(items).split(FACTORS, -1)
        gmf = gmf_of_visitor * gmf_of_item
        first = self.of_visitor(mlp_of_visitor) + self.of_item(mlp_of_item)
        mlp = F.relu(self.second(F.relu(first)))
        logits = self.output(torch.cat([gmf, mlp], -1)).squeeze(-1)
        loss = F.binary_cross_entropy_with_logits(logits, self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()


clicked, starts = read_sessions(sys.argv[1])
items = int(clicked.max()) + 1
pairs = np.unique(np.repeat(np.arange(len(starts) - 1), np.diff(starts)) * items + clicked)
order = torch.from_numpy(np.random.permutation(pairs))
known = torch.from_numpy(pairs)
model = NeuMf(len(starts) - 1, items)
at = 0


def batch() -> tuple[Tensor, Tensor]:
    """The next pairs, and for each the item and negatives; those that the visitor has are drawn again."""
    global at
    chosen = order[at : at + PAIRS]
    at += PAIRS
    visitors = chosen // items
    negatives = torch.randint(items, (PAIRS, NEGATIVES))
    while True:
        keys = visitors[:, None] * items + negatives
        own = known[torch.searchsorted(known, keys).clamp_(max=len(known) - 1)] == keys
        again = int(own.sum())
        if again == 0:
            return visitors, torch.cat([(chosen % items)[:, None], negatives], 1)
        negatives[own] = torch.randint(items, (again,))


def work() -> None:
    for _ in range(STEPS):
        model.step(*batch())


report_median(work, STEPS, times=10)
