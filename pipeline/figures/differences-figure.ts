import type { Interval } from '../../evaluation/index.js';
import { listed } from '../leaderboard/finding.js';
import { withInterval } from '../leaderboard/headline.js';
import type { Figure } from './figure.js';
import { axis, dots, figure, openDotsText } from './style.js';

/** What is drawn of compared variants or models; the first row is what the others are compared with. */
export interface DifferenceRow {
  readonly name: string;
  readonly metric: string;
  readonly figure: Interval;
  readonly difference?: Interval;
}

/** How far each row is from the first, a dot and its 95 % interval about a line at zero; in the order given. */
export function differencesFigure(rows: readonly DifferenceRow[]): Figure {
  const [base, ...others] = rows as [DifferenceRow, ...DifferenceRow[]];
  const differences = others.map(({ difference }) => difference!);
  const data = [
    dots({
      x: differences.map(({ mean }) => mean),
      y: others.map(({ name }) => name),
      low: differences.map(({ low }) => low),
      high: differences.map(({ high }) => high),
    }),
  ];
  const layout = {
    height: 105 + 30 * others.length,
    xaxis: axis(`${base.metric} less ${base.name}’s, mean of the paired differences and 95 % interval`, {
      rangemode: 'tozero', // what the differences are from is in sight
      zeroline: true,
      zerolinecolor: '#333333',
      zerolinewidth: 1.5,
    }),
    yaxis: axis('', { autorange: 'reversed' as const, showgrid: true }),
  };
  return figure({ data, layout, caption: caption(base, others) + openDotsText(differences) });
}

function caption({ name: base, metric, figure: own }: DifferenceRow, others: readonly DifferenceRow[]): string {
  const namesOf = (is: (difference: Interval) => boolean) =>
    others.filter(({ difference }) => is(difference!)).map(({ name }) => name);
  const said = [
    { names: namesOf(({ low }) => low > 0), what: 'higher' },
    { names: namesOf(({ high }) => high < 0), what: 'lower' },
    {
      names: namesOf(({ low, high }) => low <= 0 && high >= 0),
      what: 'not told apart from it: the interval holds zero',
    },
  ];
  const sentences = said
    .filter(({ names }) => names.length > 0)
    .map(({ names, what }) => `${listed(names)} ${names.length === 1 ? 'is' : 'are'} ${what}`);
  return `${metric} of ${base} is ${withInterval(own)}. Against it ${sentences.join('; ')}.`;
}
