import Table from 'cli-table3';
import { chalk } from 'zx';
import type { BenchRow } from './run-benchmark.js';

/** The figures for a terminal; a ratio below 1, where we need less than the peer, is green. */
export function benchTable(rows: readonly BenchRow[]): string {
  const table = new Table({
    head: ['benchmark', 'unit', 'ours', 'peer', 'ratio', 'peer’s name'].map((text) => chalk.bold(text)),
    style: { head: [], border: chalk.level > 0 ? ['gray'] : [], compact: true },
    colAligns: ['left', 'left', 'right', 'right', 'right', 'left'],
  });
  for (const { name, unit, ours, peer, ratio } of rows)
    table.push([
      name,
      unit,
      figure(ours),
      peer ? figure(peer.value) : '–',
      ratio === null ? '–' : (ratio <= 1 ? chalk.green : chalk.yellow)(ratio.toFixed(2)),
      peer?.name ?? '–',
    ]);
  return table.toString();
}

/** Three digits, or all that stand before the point. */
const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
