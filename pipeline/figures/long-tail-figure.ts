import { countText } from '../../data/index.js';
import { quantile } from '../../evaluation/index.js';
import type { Figure } from './figure.js';
import { decimal, percent, sum } from './numbers.js';
import { axis, figure, lines, type Numbers, palette } from './style.js';

const heads = [0.01, 0.1] as const;

/** Events per item by the item's rank, on logarithmic axes, and the head's share of all events. */
export function longTailFigure(eventsByItem: Numbers): Figure {
  const falling = Float64Array.from(eventsByItem)
    .filter((events) => events > 0)
    .sort()
    .reverse();
  const items = falling.length;
  if (items === 0) return figure({ data: [], layout: {}, caption: 'There are no events to show.' });
  const total = sum(falling);
  const shares = heads.map((head) => sum(falling.subarray(0, Math.ceil(head * items))) / total);

  const ranks = logarithmicRanks(items);
  const data = [lines({ x: ranks, y: ranks.map((rank) => falling[rank - 1]!) })];
  const layout = {
    xaxis: axis('rank of the item, by its events', logarithmic),
    yaxis: axis('events an item', logarithmic),
    shapes: heads.map((head) => ({
      type: 'line' as const,
      yref: 'paper' as const,
      y0: 0,
      y1: 1,
      x0: Math.ceil(head * items),
      x1: Math.ceil(head * items),
      line: { color: palette[1], width: 1.5, dash: 'dash' as const },
    })),
    annotations: heads.map((head, i) => ({
      text: `top ${percent(head)}:<br>${percent(shares[i]!)} of events`,
      // On a logarithmic axis, an annotation's position is the logarithm.
      x: Math.log10(Math.ceil(head * items)),
      y: 1,
      yref: 'paper' as const,
      xanchor: 'right' as const,
      yanchor: 'top' as const,
      align: 'right' as const,
      showarrow: false,
      bgcolor: '#FFFFFF',
    })),
  };
  const median = quantile(falling.toReversed(), 0.5);
  const caption =
    `The busiest 1 % of ${countText(items)} items hold ${percent(shares[0]!)} of the ${countText(total)} events, ` +
    `the busiest 10 % hold ${percent(shares[1]!)}; the median item has ${decimal(median)}.`;
  return figure({ data, layout, caption });
}

const logarithmic = { type: 'log', dtick: 1, exponentformat: 'none', separatethousands: true } as const;

/** At most 201 ranks from 1 to n, evenly spaced on a logarithmic axis, so that the drawing stays small. */
function logarithmicRanks(n: number): number[] {
  const steps = 200;
  return [...new Set(Array.from({ length: steps + 1 }, (_, i) => Math.round(n ** (i / steps))))];
}
