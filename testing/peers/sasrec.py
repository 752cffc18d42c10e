"""An epoch of SASRec in PyTorch: 2 blocks of one head, width 64, batches of 128 sessions of like length, 256 negatives a batch.

Sampled softmax with logQ correction over negatives drawn by popularity; dropout of .2 before the first block and in each
half of a block; Adam, of the item vectors a batch touches alone. Argument: the folder with train.tsv.
"""

import sys
from collections.abc import Iterator
from itertools import islice

import numpy as np
import torch
import torch.nn.functional as F
from pytorch import Adam, Negatives, cpu_seconds, read_sessions, report_cpu
from torch import Tensor, nn

WIDTH, BLOCKS, BATCH, NEGATIVES, LONGEST, DROPOUT, ALPHA = 64, 2, 128, 256, 50, 0.2, 0.5


def batches(items: np.ndarray, starts: np.ndarray) -> Iterator[Tensor]:
    """Sessions of like length together in random order, padded with −1 behind: batch × (their longest) items."""
    kept = np.minimum(np.diff(starts), LONGEST + 1)
    shuffled = np.random.permutation(len(kept))
    order = shuffled[np.argsort(kept[shuffled], kind="stable")]
    for first in np.random.permutation(np.arange(0, len(order), BATCH)):
        batch = order[first : first + BATCH]
        places = np.arange(kept[batch[-1]])
        padding = places >= kept[batch][:, None]
        at = (starts[batch + 1] - kept[batch])[:, None] + places
        at[padding] = 0
        yield torch.from_numpy(np.where(padding, -1, items[at]))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention_norm, self.feed_norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.attention = nn.Linear(WIDTH, 3 * WIDTH, bias=False)
        self.inner, self.outer = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)

    def forward(self, rows: Tensor) -> Tensor:
        query, key, value = self.attention(self.attention_norm(rows)).chunk(3, -1)
        mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        rows = rows + F.dropout(mixed, DROPOUT)
        return rows + F.dropout(self.outer(F.relu(self.inner(self.feed_norm(rows)))), DROPOUT)


class SasRec(nn.Module):
    def __init__(self, counts: np.ndarray):
        super().__init__()
        self.negatives = Negatives(counts, ALPHA)
        self.corrections = torch.log(self.negatives.shares * NEGATIVES).float()
        self.items = nn.Embedding(len(counts), WIDTH, sparse=True)
        self.positions = nn.Parameter(torch.empty(LONGEST, WIDTH))
        for table in (self.items.weight, self.positions):
            nn.init.normal_(table, std=0.02)
        self.blocks = nn.Sequential(*(Block() for _ in range(BLOCKS)))
        self.norm = nn.LayerNorm(WIDTH)
        self.optimizer = Adam(list(self.parameters()), rate=0.001)

    def step(self, sessions: Tensor) -> float:
        targets = sessions[:, 1:]
        real = targets >= 0
        has_padding = not bool(real.all())
        targets = targets[real] if has_padding else targets.reshape(-1)
        negatives = self.negatives.draw(NEGATIVES)
        read = sessions[:, :-1].clamp(min=0)
        vectors = self.items(torch.cat([read.reshape(-1), targets, negatives]))
        inputs, right, others = vectors.split([read.numel(), len(targets), NEGATIVES])
        rows = inputs.view(*read.shape, WIDTH) + self.positions[: read.shape[1]]
        rows = self.norm(self.blocks(F.dropout(rows, DROPOUT)))
        rows = rows[real] if has_padding else rows.view(-1, WIDTH)
        of_target = (rows * right).sum(1) - self.corrections[targets]
        scores = torch.addmm(self.corrections[negatives], rows, others.T, beta=-1)
        scores = scores.masked_fill(targets[:, None] == negatives, -torch.inf)
        first = torch.zeros(len(targets), dtype=torch.int64)
        loss = F.cross_entropy(torch.cat([of_target[:, None], scores], 1), first)
        loss.backward()
        self.optimizer.step()
        return loss.item()


items, starts = read_sessions(sys.argv[1])
model = SasRec(np.bincount(items))


def epoch(steps: int | None = None) -> None:
    for sessions in islice(batches(items, starts), steps):
        model.step(sessions)


epoch(steps=30)
report_cpu(cpu_seconds(epoch))
