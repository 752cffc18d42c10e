import Table from 'cli-table3';
import { colour } from '../engine/colour.js';
import type { RunComparison } from './compare-runs.js';
import { comparisonLines } from './comparison-lines.js';

/** A comparison of two runs for a terminal. */
export function comparisonTable(comparison: RunComparison): string {
  const { title, runs, verdicts, head, rows, differences } = comparisonLines(comparison);
  const table = new Table({
    head: head.map((cell) => colour.bold(cell)),
    style: { head: [], border: colour.on ? ['gray'] : [], compact: true },
  });
  for (const row of rows) table.push(row.map((cell) => (cell === 'better' ? colour.green(cell) : cell)));
  return [
    colour.bold(title),
    ...runs.map(([which, folder]) => `  ${which.padEnd(6)} ${folder}`),
    '',
    ...verdicts,
    table.toString(),
    ...differences.map(([kind, text]) => `${colour.bold(kind)}: ${text}`),
  ].join('\n');
}
