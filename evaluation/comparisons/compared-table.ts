import { withInterval } from '../intervals/interval-text.js';
import type { ComparedRow } from './compare-to-first.js';
import { pText } from './p-text.js';

/** Compared rows for a table: the figure, the difference from the first row of the group, its corrected p-value and the verdict. */
export const comparedTable = (rows: readonly ComparedRow[]) =>
  rows.map(({ name, metric, segment, figure, difference }) => ({
    name,
    ...(rows.some((row) => row.segment !== undefined) && { segment: segment ?? 'all' }),
    metric,
    figure: withInterval(figure),
    [`less ${rows[0]!.name}’s`]: withInterval(difference),
    'p (Holm)': difference ? pText(difference) : '–',
    verdict: difference?.verdict ?? '–',
  }));
