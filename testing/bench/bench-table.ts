import Table from 'cli-table3';
import { chalk } from 'zx';
import { countText } from '../../data/index.js';
import type { BenchRow } from './run-benchmark.js';

/** The figures for a terminal; a ratio that is better than the peer's is green: below 1, of a rate above. */
export function benchTable(rows: readonly BenchRow[]): string {
  const table = new Table({
    head: ['benchmark', 'unit', 'ours', 'peer', 'ratio', 'peer’s name'].map((text) => chalk.bold(text)),
    style: { head: [], border: chalk.level > 0 ? ['gray'] : [], compact: true },
    colAligns: ['left', 'left', 'right', 'right', 'right', 'left'],
  });
  for (const { name, unit, ours, peer, ratio } of rows) {
    const isBetter = ratio !== null && (unit.endsWith('/s') ? ratio >= 1 : ratio <= 1);
    table.push([
      name,
      unit,
      figure(ours),
      peer ? figure(peer.value) : '–',
      ratio === null ? '–' : (isBetter ? chalk.green : chalk.yellow)(ratio.toFixed(2)),
      peer?.name ?? '–',
    ]);
  }
  return table.toString();
}

/** Three digits, or all that stand before the point. */
const figure = (value: number): string => (value >= 100 ? countText(value) : value.toPrecision(3));
