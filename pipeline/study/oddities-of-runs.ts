import { listed } from '../../evaluation/index.js';
import { ordinal } from '../figures/numbers.js';
import type { Run } from '../files/run-folder.js';
import { isInLastThird, ranked } from '../leaderboard/leading-metrics.js';
import { oddities } from '../leaderboard/oddities.js';
import { runTitle } from '../leaderboard/run-title.js';

/** Oddities across several runs and within each of them, as sentences. */
export const odditiesOf = (runs: readonly Run[]): string[] => [
  ...fallenLeaders(runs),
  ...runs.flatMap((run) => oddities(run.leaderboard).map((sentence) => `In ${runTitle(run)} ${sentence}`)),
];

/** Models that lead one run and are in the last third of another. */
function fallenLeaders(runs: readonly Run[]): string[] {
  const places = runs.map((run) => ({ run, models: ranked(run.leaderboard).map(({ model }) => model) }));
  const leaders = [...new Set(places.map(({ models }) => models[0]!))];
  return leaders.flatMap((leader) => {
    const led = places.filter(({ models }) => models[0] === leader);
    const fallen = places.filter(({ models }) => isInLastThird(models.indexOf(leader), models));
    if (fallen.length === 0) return [];
    const where = fallen.map(
      ({ run, models }) =>
        `${ordinal(models.indexOf(leader) + 1)} of ${models.length} in ${nameOf(run)}${leftOut(run)}`,
    );
    return [`${leader} leads ${listed(led.map(({ run }) => nameOf(run)))} and is only ${listed(where)}.`];
  });
}

const nameOf = ({ leaderboard }: Run) => `P-${leaderboard.protocol}`;

const leftOut = ({ leaderboard: { protocol }, config }: Run): string =>
  protocol === 'future' && !config.evaluation.keepSeen ? ', which asks for items not seen before' : '';
