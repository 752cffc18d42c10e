import { countText } from '../../data/index.js';
import type { Figure } from './figure.js';
import { percent } from './numbers.js';
import { axis, bars, countAxis, figure } from './style.js';

/** Events removed by one cleaning rule. */
export interface RemovedRow {
  readonly rule: string;
  readonly events: number;
}

/**
 * Events removed by cleaning, by rule, in the order in which the rules were applied.
 * @param total events before cleaning.
 */
export function cleaningFigure(removed: readonly RemovedRow[], total: number): Figure {
  const events = removed.map((row) => row.events);
  const text = events.map((n) => `${countText(n)} (${percent(n / total)})`);
  const layout = {
    height: 110 + 40 * removed.length,
    xaxis: countAxis('events removed', Math.max(...events), 0.2),
    yaxis: axis('', { autorange: 'reversed', showgrid: false }),
  };
  const data = [bars({ x: events, y: removed.map((row) => row.rule), text })];
  return figure({ data, layout, caption: caption(removed, total) });
}

function caption(removed: readonly RemovedRow[], total: number): string {
  const all = removed.reduce((sum, row) => sum + row.events, 0);
  if (all === 0) return `Cleaning left all ${countText(total)} events in place.`;
  const most = removed.reduce((top, row) => (row.events > top.events ? row : top));
  return `Cleaning took out ${countText(all)} of ${countText(total)} events (${percent(all / total)}); the rule “${most.rule}” took most, ${countText(most.events)}.`;
}
