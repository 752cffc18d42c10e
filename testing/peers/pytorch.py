"""What the PyTorch peers share: one thread, its clock, their session log, draws of negatives, optimizers of touched rows."""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import torch
from figures import report
from torch import Tensor

torch.set_num_threads(1)
torch.manual_seed(1)


def cpu_seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def report_median(work: Callable[[], object], steps: int = 1, times: int = 5, how: str = "") -> None:
    """Reports the processor's time that the work takes, the median of some times, after one that does not count."""
    work()
    report_cpu(float(np.median([cpu_seconds(work) for _ in range(times)])), steps, how)


def report_cpu(seconds: float, steps: int = 1, how: str = "") -> None:
    """`how` it was done goes behind the name, where there is more than one way."""
    report(f"PyTorch {torch.__version__.partition('+')[0]}{how}, 1 thread", seconds, steps)


def read_sessions(folder: str, part: str = "train") -> tuple[np.ndarray, np.ndarray]:
    """The items of all clicks, dense ids in order of appearance, and where each session starts, the end of the last behind."""
    clicks = pd.read_csv(f"{folder}/{part}.tsv", sep="\t")
    session = clicks["SessionId"].to_numpy()
    starts = np.flatnonzero(np.diff(session)) + 1
    return pd.factorize(clicks["ItemId"])[0], np.concatenate([[0], starts, [len(session)]])


class Negatives:
    """Items drawn in proportion to count ** alpha, many at once and dealt out in pieces."""

    def __init__(self, counts: np.ndarray, alpha: float):
        weights = torch.from_numpy(counts.astype(np.float64)) ** alpha
        self.shares = weights / weights.sum()
        self.up_to = torch.cumsum(self.shares, 0).float()
        self.store = torch.empty(0, dtype=torch.int64)

    def draw(self, count: int) -> Tensor:
        if len(self.store) < count:
            drawn = torch.searchsorted(self.up_to, torch.rand(1000 * count))
            self.store = drawn.clamp_(max=len(self.up_to) - 1)
        dealt, self.store = self.store[:count], self.store[count:]
        return dealt


class Adagrad:
    """Adagrad with momentum, of the touched rows alone where the gradient is sparse."""

    epsilon = 1e-6

    def __init__(self, weights: list[Tensor], rate: float, momentum: float):
        self.rate, self.momentum = rate, momentum
        self.sums = [(w, torch.zeros_like(w), torch.zeros_like(w)) for w in weights]

    @torch.no_grad()
    def step(self) -> None:
        for weights, squares, change in self.sums:
            gradient, weights.grad = weights.grad, None
            if gradient.is_sparse:
                gradient = gradient.coalesce()
                self.step_rows(weights, squares, change, gradient.indices()[0], gradient.values())
            else:
                self.step_whole(weights, squares, change, gradient)

    def step_whole(self, weights: Tensor, squares: Tensor, change: Tensor, gradient: Tensor) -> None:
        squares.addcmul_(gradient, gradient)
        step = gradient.mul_(-self.rate).mul_((squares + self.epsilon).rsqrt_())
        weights.add_(change.mul_(self.momentum).add_(step) if self.momentum else step)

    def step_rows(self, weights: Tensor, squares: Tensor, change: Tensor, rows: Tensor, gradient: Tensor) -> None:
        sums = squares.index_select(0, rows).addcmul_(gradient, gradient)
        squares.index_copy_(0, rows, sums)
        step = gradient.mul_(-self.rate).mul_(sums.add_(self.epsilon).rsqrt_())
        if self.momentum:
            step.add_(change.index_select(0, rows), alpha=self.momentum)
            change.index_copy_(0, rows, step)
        weights.index_add_(0, rows, step)


class Adam:
    """Adam, of the touched rows alone where the gradient is sparse: epsilon is added after the bias correction."""

    beta1, beta2, epsilon = 0.9, 0.999, 1e-8

    def __init__(self, weights: list[Tensor], rate: float):
        self.rate = rate
        self.steps = 0
        self.sums = [(w, torch.zeros_like(w), torch.zeros_like(w)) for w in weights]

    @torch.no_grad()
    def step(self) -> None:
        self.steps += 1
        rate = self.rate / (1 - self.beta1**self.steps)
        scale = (1 - self.beta2**self.steps) ** -0.5
        for weights, mean, square in self.sums:
            gradient, weights.grad = weights.grad, None
            if gradient.is_sparse:
                gradient = gradient.coalesce()
                rows, gradient = gradient.indices()[0], gradient.values()
                means = mean.index_select(0, rows).lerp_(gradient, 1 - self.beta1)
                mean.index_copy_(0, rows, means)
                squares = square.index_select(0, rows).mul_(self.beta2)
                squares.addcmul_(gradient, gradient, value=1 - self.beta2)
                square.index_copy_(0, rows, squares)
                deviations = squares.sqrt_().mul_(scale).add_(self.epsilon)
                weights.index_add_(0, rows, means.div_(deviations).mul_(-rate))
            else:
                mean.lerp_(gradient, 1 - self.beta1)
                square.mul_(self.beta2).addcmul_(gradient, gradient, value=1 - self.beta2)
                weights.addcdiv_(mean, square.sqrt().mul_(scale).add_(self.epsilon), value=-rate)
