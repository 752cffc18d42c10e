"""Lists of the 20 best of 36,968 items for 4,775 sessions in PyTorch, from vectors of 64: products in blocks, then topk.

Vectors are drawn from a normal distribution: what they are is of no consequence here.
"""

import torch
from pytorch import report_median

SESSIONS, ITEMS, WIDTH, BLOCK, LISTED = 4775, 36968, 64, 512, 20

sessions, items = torch.randn(SESSIONS, WIDTH), torch.randn(ITEMS, WIDTH)
room = torch.empty(BLOCK, ITEMS)


def work() -> list[torch.return_types.topk]:
    blocks = ((block, room[: len(block)]) for block in sessions.split(BLOCK))
    return [torch.mm(block, items.T, out=scores).topk(LISTED) for block, scores in blocks]


report_median(work)
