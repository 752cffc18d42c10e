import { countText } from '../../data/index.js';
import { type ComparedRow, listed, withInterval } from '../../evaluation/index.js';
import { duration } from '../engine/duration.js';
import { percent } from '../figures/numbers.js';
import type { SegmentInterval } from '../figures/segments-figure.js';
import type { Run } from '../files/run-folder.js';
import { chance, chanceAhead } from '../leaderboard/chance-ahead.js';
import { isQuicker } from '../leaderboard/is-quicker.js';
import { leadingMetrics, meanOf, ranked } from '../leaderboard/leading-metrics.js';
import { proxiesOf } from '../leaderboard/proxies.js';
import type { ContextEffect } from './context-effects.js';
import type { ExampleQuery } from './example-query.js';

/** The name of the row with the highest figure. */
export const best = (rows: readonly ComparedRow[]): string =>
  rows.reduce((top, row) => (row.figure.mean > top.figure.mean ? row : top)).name;

// The finding of the tables and figures of a section about runs, as a sentence.

/** How the queries are spread over the parts of a segmentation. */
export function segmentShares(rows: readonly SegmentInterval[], segmentation: string): string {
  const queries = new Map(rows.map(({ segment, queries }) => [segment, queries]));
  const all = [...queries.values()].reduce((sum, n) => sum + n, 0);
  const shares = [...queries].map(([segment, n]) => `${percent(n / all)} “${segment}”`);
  return `By ${segmentation}, the ${countText(all)} queries are ${listed(shares)}.`;
}

/** How the leading model's lists compare with all others in coverage and popularity. */
export function beyondAccuracyFinding({ leaderboard }: Run): string {
  const [leader] = ranked(leaderboard);
  const cutOff = leadingMetrics(leaderboard)[0].replace(/^.*@/, '@');
  const place = (metric: string, what: string, direction: 1 | -1) => {
    const own = leader!.metrics[metric];
    if (!own) return [];
    const ahead = leaderboard.models.filter(
      ({ metrics }) => direction * ((metrics[metric]?.mean ?? own.mean) - own.mean) > 0,
    );
    return [
      `${what} ${withInterval(own)} (${ahead.length === 0 ? 'no model' : `${ahead.length} of the ${leaderboard.models.length - 1} others`} ${direction > 0 ? 'above' : 'below'})`,
    ];
  };
  const said = [
    ...place(`coverage${cutOff}`, 'coverage is', 1),
    ...place(`novelty${cutOff}`, 'novelty', 1),
    ...place(`popularityBias${cutOff}`, 'popularity bias', -1),
  ];
  return `Of ${leader!.model}, which leads, ${listed(said)}.`;
}

/** Whether random lists beat the leading model's by the proxies of what a shop earns. */
export function proxiesFinding({ leaderboard }: Pick<Run, 'leaderboard'>): string {
  const models = ranked(leaderboard);
  const leader = models[0]!;
  const random = models.find(({ model }) => model === chance);
  if (!random) return `${chance} was not run: these figures are not compared with chance.`;
  if (random === leader) return `${chance} itself leads: there is no leader to compare with it.`;
  const isKnown = (metric: string) => [random, leader].every((model) => !Number.isNaN(meanOf(model, metric)));
  const compared = proxiesOf(leaderboard).filter(isKnown);
  const ahead = chanceAhead(models, compared);
  if (compared.length === 0) return `By neither do ${chance} and ${leader.model}, which leads, both have a figure.`;
  return ahead.join(' ') || `By ${listed(compared)} ${chance} is not above ${leader.model}, which leads.`;
}

/** The leading model's cost compared with the others'. */
export function costFinding({ leaderboard }: Run): string {
  const [leader, ...others] = ranked(leaderboard);
  const slower = others.filter((other) => isQuicker(leader!, other)).length;
  const [slowest] = others.toSorted((a, b) => b.fitSeconds - a.fitSeconds);
  const amongAll = () => {
    if (!slowest) return '';
    return slowest.fitSeconds < leader!.fitSeconds
      ? ', the longest of all,'
      : ` (${slower} of the ${others.length} others take longer by more than 25 %; the longest of all, ${slowest.model}, takes ${duration(slowest.fitSeconds)})`;
  };
  return `${leader!.model}, which leads, is fitted in ${duration(leader!.fitSeconds)}${amongAll()} and answers ${countText(leaderboard.queries / leader!.predictSeconds)} queries a second.`;
}

/** Which of the models found a target of one query. */
export function exampleFinding({ lists }: ExampleQuery): string {
  const models = Object.keys(lists[0] ?? {}).filter((name) => name !== 'rank');
  const ranks = models.map((model) => lists.findIndex((row) => String(row[model]).includes('✓')) + 1);
  const found = ranks.filter((rank) => rank > 0);
  if (found.length === 0)
    return `None of these models (${listed(models)}) has a right item among its first ${lists.length}.`;
  const best = Math.min(...found);
  const first = models.filter((_, i) => ranks[i] === best);
  return `${found.length} of these ${models.length} models have a right item among their first ${lists.length}; ${listed(first)} ${first.length === 1 ? 'has' : 'have'} one at rank ${best}. One query says nothing of which is better.`;
}

/** Which models use the order of a session, and more than its last event. */
export function contextFinding(effects: readonly ContextEffect[]): string {
  if (effects.length === 0)
    return 'There is nothing to compare: no context has three different items, or no model lists anything for one.';
  const by = (column: 'reversed' | 'lastAlone') => {
    const [least, ...rest] = effects.toSorted((a, b) => a[column].mean - b[column].mean);
    const most = rest.at(-1) ?? least;
    return { least: least!, most: most! };
  };
  const [order, last] = [by('reversed'), by('lastAlone')];
  return `The order of the earlier events matters most to ${order.least.model}, which keeps ${withInterval(order.least.reversed)} of its list when it is reversed, and least to ${order.most.model} (${withInterval(order.most.reversed)}); told the last event alone, ${last.least.model} keeps ${withInterval(last.least.lastAlone)} and ${last.most.model} ${withInterval(last.most.lastAlone)}.`;
}

/** How many of the shown neighbours are of their item's own group. */
export function neighboursFinding(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const neighbours = rows.flatMap((row) => Object.entries(row).filter(([name]) => name.startsWith('nearest')));
  const own = neighbours.filter(([, text]) => String(text).includes('✓')).length;
  return `${own} of the ${neighbours.length} neighbours shown are of their item’s own group (✓).`;
}
