"""Steps of GRU4Rec in PyTorch: session-parallel batches, tied item vectors, 2,048 shared negatives, Adagrad on touched rows.

Arguments: the folder with train.tsv; and `step-32` or `step-128` for the defaults of the authors' code (100 units, cross-entropy) at
that batch size, 100 steps; or `preset` for what they found best on RetailRocket, 600 steps. Steps are from the middle of an
epoch on; the first ones do not count. With `authors` behind it, losses and updates are put together from the operations that the
authors' own PyTorch code puts them together from; without, from the quickest ones that PyTorch has.
"""

import sys
from collections.abc import Iterator

import numpy as np
import torch
import torch.nn.functional as F
from pytorch import Adagrad, Negatives, read_sessions, report_median
from torch import Tensor

SAMPLES = 2048
defaults = {
    "units": 100,
    "loss": "cross-entropy",
    "input_dropout": 0.0,
    "state_dropout": 0.0,
    "momentum": 0.0,
    "alpha": 0.5,
}
settings = {
    "step-32": {**defaults, "batch": 32, "steps": 10},
    "step-128": {**defaults, "batch": 128, "steps": 10},
    "preset": {
        "units": 224,
        "loss": "bpr-max",
        "input_dropout": 0.5,
        "state_dropout": 0.05,
        "momentum": 0.4,
        "alpha": 0.4,
        "batch": 80,
        "steps": 60,
    },
}


def lanes(items: np.ndarray, starts: np.ndarray, batch: int) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Of each step the items that sessions are at, those that come next, and the lanes in which a session has begun."""
    session = np.arange(batch)
    at, end = starts[session], starts[session + 1]
    following, begun = batch, np.arange(0)
    while True:
        yield items[at], items[at + 1], begun
        at = at + 1
        begun = np.flatnonzero(end - at < 2)
        if following + len(begun) >= len(starts):
            return  # what is left of the epoch, when sessions run out, is not measured
        session = np.arange(following, following + len(begun))
        at[begun], end[begun] = starts[session], starts[session + 1]
        following += len(begun)


class Gru4Rec:
    optimizer_of = Adagrad

    def __init__(self, counts: np.ndarray, settings: dict):
        self.loss, self.batch, units = settings["loss"], settings["batch"], settings["units"]
        self.input_dropout, self.state_dropout = settings["input_dropout"], settings["state_dropout"]
        self.negatives = Negatives(counts, settings["alpha"])
        self.cell = torch.nn.GRUCell(units, units)
        self.items = torch.empty(len(counts), units)
        for matrix in (*self.cell.parameters(), self.items):
            bound = (6 / sum(matrix.shape)) ** 0.5 if matrix.dim() > 1 else 0.0
            torch.nn.init.uniform_(matrix, -bound, bound)
        self.items.requires_grad_()
        self.biases = torch.zeros(len(counts), 1, requires_grad=True)
        weights = [*self.cell.parameters(), self.items, self.biases]
        self.optimizer = self.optimizer_of(weights, 0.05, settings["momentum"])
        self.state = torch.zeros(self.batch, units)
        self.own = torch.arange(self.batch)
        self.diagonal = torch.eye(self.batch, self.batch + SAMPLES, dtype=torch.bool)

    def step(self, read: Tensor, target: Tensor, begun: Tensor) -> float:
        self.state[begun] = 0
        scored = torch.cat([target, self.negatives.draw(SAMPLES)])
        rows = F.embedding(torch.cat([read, scored]), self.items, sparse=True)
        inputs, vectors = rows.split([self.batch, len(scored)])
        biases = F.embedding(scored, self.biases, sparse=True)
        state = self.cell(F.dropout(inputs, self.input_dropout), self.state)
        state = F.dropout(state, self.state_dropout)
        scores = self.scores(state, vectors, biases)
        loss = (self.bpr_max(scores) if self.loss == "bpr-max" else self.cross_entropy(scores)) / self.batch
        loss.backward()
        self.optimizer.step()
        self.state = state.detach()
        return loss.item()

    def scores(self, state: Tensor, vectors: Tensor, biases: Tensor) -> Tensor:
        return torch.addmm(biases.T, state, vectors.T)

    def cross_entropy(self, scores: Tensor) -> Tensor:
        return F.cross_entropy(scores, self.own, reduction="sum")

    def bpr_max(self, scores: Tensor, regularization: float = 1.95, elu: float = 0.5) -> Tensor:
        scores = F.elu(scores, elu)
        of_target = scores.diagonal().unsqueeze(1)
        weights = torch.softmax(scores.masked_fill(self.diagonal, -torch.inf), 1)
        right = (torch.sigmoid(of_target - scores) * weights).sum(1)
        return (regularization * (scores * scores * weights).sum(1) - torch.log(right + 1e-24)).sum()


class AdagradInPasses(Adagrad):
    """By powers, roots and quotients, as the authors write it."""

    def step_whole(self, weights: Tensor, squares: Tensor, change: Tensor, gradient: Tensor) -> None:
        squares.add_(gradient.pow(2))
        roots = squares.add(self.epsilon).sqrt_()
        if self.momentum:
            weights.add_(change.mul_(self.momentum).addcdiv_(gradient, roots, value=-self.rate))
        else:
            weights.addcdiv_(gradient, roots, value=-self.rate)

    def step_rows(self, weights: Tensor, squares: Tensor, change: Tensor, rows: Tensor, gradient: Tensor) -> None:
        sums = squares[rows] + gradient.pow(2)
        squares.index_copy_(0, rows, sums)
        roots = sums.add_(self.epsilon).sqrt_().mul_(-1 / self.rate)
        if self.momentum:
            step = change[rows].mul_(self.momentum).add_(gradient / roots)
            change.index_copy_(0, rows, step)
        else:
            step = gradient / roots
        weights.index_add_(0, rows, step)


class Gru4RecInPasses(Gru4Rec):
    """Softmax, and what is masked of it, by passes over the scores, as the authors write it."""

    optimizer_of = AdagradInPasses

    def scores(self, state: Tensor, vectors: Tensor, biases: Tensor) -> Tensor:
        return torch.mm(state, vectors.T) + biases.T

    def cross_entropy(self, scores: Tensor) -> Tensor:
        powers = torch.exp(scores - scores.max(1, keepdim=True).values)
        shares = powers / powers.sum(1, keepdim=True)
        return -torch.log(shares.diagonal() + 1e-24).sum()

    def bpr_max(self, scores: Tensor, regularization: float = 1.95, elu: float = 0.5) -> Tensor:
        scores = F.elu(scores, elu)
        is_other = 1 - torch.eye(*scores.shape)
        others = scores * is_other
        powers = torch.exp(others - others.max(1, keepdim=True).values) * is_other
        weights = powers / powers.sum(1, keepdim=True)
        of_target = scores.diagonal().unsqueeze(1)
        right = (torch.sigmoid(of_target - scores) * weights).sum(1)
        return (-torch.log(right + 1e-24) + regularization * (scores**2 * weights).sum(1)).sum()


chosen = settings[sys.argv[2]]
items, starts = read_sessions(sys.argv[1])
as_authors = "authors" in sys.argv[3:]
model = (Gru4RecInPasses if as_authors else Gru4Rec)(np.bincount(items), chosen)
epoch = lanes(items, starts, chosen["batch"])
for _ in range((len(items) - len(starts) + 1) // chosen["batch"] // 2):
    next(epoch)


def work() -> None:
    for _ in range(chosen["steps"]):
        model.step(*(torch.from_numpy(ids) for ids in next(epoch)))


report_median(work, chosen["steps"], times=10, how=" as GRU4Rec's authors" if as_authors else "")
