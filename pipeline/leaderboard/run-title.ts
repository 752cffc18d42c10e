import type { Leaderboard } from '../../evaluation/index.js';
import type { Config } from '../config/config.js';

/** The data set, the protocol and the part that a run asked about, in words, for the captions of its tables. */
export const runTitle = ({
  leaderboard,
  config,
}: {
  readonly leaderboard: Leaderboard;
  readonly config: Pick<Config, 'on'>;
}): string => `${leaderboard.dataset}, P-${leaderboard.protocol}${config.on === 'test' ? '' : ', validation'}`;
