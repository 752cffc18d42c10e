import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import { countText } from '../../data/index.js';
import { type Leaderboard, type LeaderboardEntry, withInterval } from '../../evaluation/index.js';
import { colour } from '../engine/colour.js';
import { duration } from '../engine/duration.js';
import { leadingMetrics, ranked } from './leading-metrics.js';

/** One column of the table: its header, its cells and its alignment. */
interface Column {
  readonly head: string;
  readonly cell: (entry: LeaderboardEntry) => string;
  readonly side: 'left' | 'right';
}

/**
 * The leaderboard for a terminal: the best model first, leading metrics with 95 % intervals, and each model's cost. If the
 * table is wider than the terminal, columns are dropped from the right, but never the first metric.
 * @param width characters in a line of the terminal; unlimited without a terminal.
 */
export function leaderboardTable(leaderboard: Leaderboard, width = Number.POSITIVE_INFINITY): string {
  const metrics = leadingMetrics(leaderboard);
  const columns: Column[] = [
    { head: 'model', cell: ({ model }) => model, side: 'left' },
    ...metrics.map(
      (name): Column => ({ head: name, cell: ({ metrics }) => withInterval(metrics[name]), side: 'left' }),
    ),
    { head: 'fit', cell: ({ fitSeconds }) => duration(fitSeconds), side: 'right' },
    { head: 'predict', cell: ({ predictSeconds }) => duration(predictSeconds), side: 'right' },
    { head: 'peak', cell: ({ peakMemoryMB }) => `${peakMemoryMB} MB`, side: 'right' },
  ];
  let table = drawTable(columns, ranked(leaderboard), metrics[0]);
  while (columns.length > 2 && widthOf(table) > width) {
    columns.pop();
    table = drawTable(columns, ranked(leaderboard), metrics[0]);
  }
  const { dataset, protocol, queries, targets } = leaderboard;
  const title = `${dataset}, P-${protocol}: ${countText(queries)} queries, ${countText(targets)} targets`;
  const ties =
    protocol === 'joint' ? 'lists are taken in their order' : 'among equal scores the right item counts last';
  const legend = `Brackets: 95 % interval. All train items are candidates; ${ties}.`;
  const leftOut = (leaderboard.leftOut ?? []).map(({ model, reason }) => `\nleft out: ${model}: ${reason}`);
  return `${colour.bold(title)}\n${table}\n${colour.gray(`${legend}${leftOut.join('')}`)}`;
}

function drawTable(columns: readonly Column[], entries: readonly LeaderboardEntry[], leading: string): string {
  const table = new Table({
    head: columns.map(({ head }) => colour.bold(head)),
    style: { head: [], border: colour.on ? ['gray'] : [], compact: true },
    colAligns: columns.map(({ side }) => side),
  });
  const best = entries[0]?.metrics[leading]?.mean;
  for (const entry of entries) {
    const [model, ...rest] = columns.map(({ cell }) => cell(entry));
    table.push([entry.metrics[leading]?.mean === best ? colour.green(model!) : model!, ...rest]);
  }
  return table.toString();
}

const widthOf = (table: string): number => stripVTControlCharacters(table.slice(0, table.indexOf('\n'))).length;
