import { counted, countText } from '../../data/index.js';
import type { Figure } from './figure.js';
import { percent } from './numbers.js';
import { axis, bars, countAxis, figure, palette } from './style.js';

/** One step of the funnel, first step first. */
export interface FunnelBar {
  readonly kind: string;
  readonly events: number;
  /** Visitors with at least one such event. */
  readonly visitors: number;
}

/** Events and visitors at each step of the funnel, and their share of the step before. */
export function funnelFigure(steps: readonly FunnelBar[]): Figure {
  const panel = (unit: 'events' | 'visitors', n: '' | '2') => {
    const values = steps.map((step) => step[unit]);
    const text = values.map((value, i) =>
      values[i - 1] ? `${countText(value)} (${percent(value / values[i - 1]!)})` : countText(value),
    );
    const color = unit === 'events' ? palette[0] : palette[2];
    return bars({ x: values, y: steps.map((step) => step.kind), text, color, xaxis: `x${n}` });
  };
  const xaxis = (unit: 'events' | 'visitors') =>
    countAxis(`${unit} (share of the step before)`, Math.max(...steps.map((step) => step[unit])), 0.45);
  const layout = {
    height: 100 + 48 * steps.length,
    grid: { rows: 1, columns: 2, xgap: 0.08 },
    xaxis: xaxis('events'),
    xaxis2: xaxis('visitors'),
    yaxis: axis('', { autorange: 'reversed', showgrid: false }),
  };
  return figure({ data: [panel('events', ''), panel('visitors', '2')], layout, caption: caption(steps) });
}

function caption(steps: readonly FunnelBar[]): string {
  const first = steps[0];
  if (!first || first.events === 0) return 'There are no events to show.';
  const rates = steps.slice(1).map((step, i) => {
    const before = steps[i]!;
    if (before.events === 0)
      return `no ${before.kind} event comes before the ${counted(step.events, `${step.kind} event`)}`;
    const [events, visitors] = [step.events / before.events, step.visitors / before.visitors];
    const rate = `from ${before.kind} to ${step.kind} the events come to ${percent(events)}, the visitors to ${percent(visitors)}`;
    return step.visitors > before.visitors
      ? `${rate}: some have ${step.kind} events and no ${before.kind} event`
      : rate;
  });
  return `Of ${counted(first.events, `${first.kind} event`)} by ${counted(first.visitors, 'visitor')}: ${rates.join('; ')}.`;
}
