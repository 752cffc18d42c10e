import { listed, withInterval } from '../../evaluation/index.js';
import type { Run } from '../files/run-folder.js';
import { leadingMetrics, ranked } from '../leaderboard/leading-metrics.js';

/** What a reader would stumble over in the figures of several runs, as sentences; none where nothing is odd. */
export const oddities = (runs: readonly Run[]): string[] => [...fallenLeaders(runs), ...runs.flatMap(proxyOddities)];

/** Models that lead somewhere and are among the last third elsewhere. */
function fallenLeaders(runs: readonly Run[]): string[] {
  const places = runs.map((run) => ({ run, models: ranked(run.leaderboard).map(({ model }) => model) }));
  const leaders = [...new Set(places.map(({ models }) => models[0]!))];
  return leaders.flatMap((leader) => {
    const led = places.filter(({ models }) => models[0] === leader);
    const fallen = places.filter(({ models }) => models.indexOf(leader) >= (2 / 3) * models.length);
    if (fallen.length === 0) return [];
    const where = fallen.map(
      ({ run, models }) =>
        `${ordinal(models.indexOf(leader) + 1)} of ${models.length} in ${nameOf(run)}${leftOut(run)}`,
    );
    return [`${leader} leads ${listed(led.map(({ run }) => nameOf(run)))} and is only ${listed(where)}.`];
  });
}

/** Proxies of the funnel by which chance does better than the leading model. */
export function proxyOddities({ leaderboard }: Run): string[] {
  const [leader] = ranked(leaderboard);
  const random = leaderboard.models.find(({ model }) => model === 'random');
  if (!random || random === leader) return [];
  const cutOff = leadingMetrics(leaderboard)[0].replace(/^.*@/, '@');
  return ['viewToCart', 'cartToTransaction'].flatMap((proxy) => {
    const [own, byChance] = [leader!, random].map(({ metrics }) => metrics[`${proxy}${cutOff}`]);
    if (!own || !byChance || byChance.mean <= own.mean) return [];
    return [
      `By ${proxy}${cutOff} random (${withInterval(byChance)}) is above ${leader!.model} (${withInterval(own)}): the share counts only recommended items that were viewed anyway, and says little of how good a list is.`,
    ];
  });
}

const nameOf = ({ leaderboard }: Run) => `P-${leaderboard.protocol}`;

const leftOut = ({ leaderboard: { protocol }, config }: Run): string =>
  protocol === 'future' && !config.evaluation.keepSeen ? ', which asks for items not seen before' : '';

/** `1st`, `12th`, `23rd`. */
function ordinal(n: number): string {
  const ends = new Map([
    ['one', 'st'],
    ['two', 'nd'],
    ['few', 'rd'],
  ]);
  return `${n}${ends.get(new Intl.PluralRules('en', { type: 'ordinal' }).select(n)) ?? 'th'}`;
}
