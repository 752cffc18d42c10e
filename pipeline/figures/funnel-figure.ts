import { counted, countText } from '../../data/index.js';
import type { Figure } from './figure.js';
import { money, percent } from './numbers.js';
import { axis, bars, countAxis, figure, palette } from './style.js';

/** One step of the funnel, first step first. */
export interface FunnelBar {
  readonly kind: string;
  readonly events: number;
  /** Visitors with at least one such event. */
  readonly visitors: number;
  /** The value of these events, as far as prices are known. */
  readonly value?: number;
}

/** Events and visitors at each step of the funnel, and its value where that is known; each with its share of the step before. */
export function funnelFigure(steps: readonly FunnelBar[]): Figure {
  const hasValue = steps.some(({ value = 0 }) => value > 0);
  const panel = ({ unit, color, shown }: Panel, n: '' | '2' | '3') => {
    const values = steps.map((step) => step[unit] ?? 0);
    const text = values.map((value, i) => withShare(value, values[i - 1], shown));
    return bars({
      x: values,
      y: steps.map((step) => step.kind),
      text,
      color,
      xaxis: `x${n}`,
      ...(n === '3' && { yaxis: 'y3' }),
    });
  };
  const xaxis = ({ unit }: Panel, more = {}) => ({
    ...countAxis(`${unit} (share of the step before)`, Math.max(...steps.map((step) => step[unit] ?? 0)), 0.45),
    ...more,
  });
  const kinds = { autorange: 'reversed', showgrid: false } as const;
  const height = 100 + 48 * steps.length;
  const layout = {
    ...{ height, grid: { rows: 1, columns: 2, xgap: 0.08 } },
    ...{ xaxis: xaxis(events), xaxis2: xaxis(visitors), yaxis: axis('', kinds) },
  };
  const data = [panel(events, ''), panel(visitors, '2')];
  if (!hasValue) return figure({ data, layout, caption: caption(steps) });
  // The value is drawn below, over the whole width: its figures are long.
  const below = {
    height: 2 * height,
    yaxis: axis('', { ...kinds, domain: [0.6, 1] }),
    xaxis3: xaxis(value, { anchor: 'y3' }),
    yaxis3: axis('', { ...kinds, domain: [0, 0.4], anchor: 'x3' }),
  };
  return figure({
    data: [...data, panel(value, '3')],
    layout: { ...layout, ...below },
    caption: caption(steps) + valueText(steps),
  });
}

interface Panel {
  readonly unit: 'events' | 'visitors' | 'value';
  readonly color: string;
  readonly shown: (value: number) => string;
}

const events: Panel = { unit: 'events', color: palette[0], shown: countText };
const visitors: Panel = { unit: 'visitors', color: palette[2], shown: countText };
const value: Panel = { unit: 'value', color: palette[1], shown: money };

/** A step's figure, with its share of the step before where that is not zero. */
const withShare = (value: number, before: number | undefined, shown: (value: number) => string): string =>
  before ? `${shown(value)} (${percent(value / before)})` : shown(value);

/** What the steps are worth, as the caption's last sentence. */
function valueText(steps: readonly FunnelBar[]): string {
  const values = steps.map(({ kind, value = 0 }, i) => `${kind} ${withShare(value, steps[i - 1]?.value, money)}`);
  return ` Value at known prices, and its share of the step before: ${values.join(', ')}.`;
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
