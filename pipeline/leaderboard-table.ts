import Table from 'cli-table3';
import { chalk } from 'zx';
import type { Leaderboard } from '../evaluation/index.js';
import { headline, ranked, withInterval } from './headline.js';
import { duration } from './progress.js';

/** The leaderboard for a terminal: the best model first, leading metrics with 95 % intervals, and what each model took. */
export function leaderboardTable(leaderboard: Leaderboard): string {
  const metrics = headline(leaderboard);
  const table = new Table({
    head: ['model', ...metrics, 'fit', 'predict', 'peak'].map((text) => chalk.bold(text)),
    style: { head: [], border: chalk.level > 0 ? ['gray'] : [], compact: true },
    colAligns: ['left', ...metrics.map(() => 'left' as const), 'right', 'right', 'right'],
  });
  for (const [place, entry] of ranked(leaderboard).entries())
    table.push([
      place === 0 ? chalk.green(entry.model) : entry.model,
      ...metrics.map((metric) => withInterval(entry.metrics[metric])),
      duration(entry.fitSeconds),
      duration(entry.predictSeconds),
      `${entry.peakMemoryMB} MB`,
    ]);
  const { dataset, protocol, queries, targets } = leaderboard;
  const title = `${dataset}, P-${protocol}: ${queries.toLocaleString('en')} queries, ${targets.toLocaleString('en')} targets`;
  return `${chalk.bold(title)}\n${table}\n${chalk.gray('[low, high]: 95 % interval; whole catalogue, ties against the model')}`;
}
