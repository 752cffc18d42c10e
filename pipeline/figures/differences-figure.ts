import { type ComparedRow, comparisonSentence } from '../../evaluation/index.js';
import type { Figure } from './figure.js';
import { axis, dots, figure, openDotsText } from './style.js';

/** The difference of each row from the first, a dot with its 95 % interval and a line at zero, in the order given. */
export function differencesFigure(rows: readonly ComparedRow[]): Figure {
  const [base, ...others] = rows as [ComparedRow, ...ComparedRow[]];
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
      rangemode: 'tozero', // keeps the zero line, the first row's place, in sight
      zeroline: true,
      zerolinecolor: '#333333',
      zerolinewidth: 1.5,
    }),
    yaxis: axis('', { autorange: 'reversed' as const, showgrid: true }),
  };
  return figure({ data, layout, caption: comparisonSentence(rows) + openDotsText(differences) });
}
