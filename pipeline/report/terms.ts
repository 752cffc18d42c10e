import { counted, countText, type SplitParameters } from '../../data/index.js';
import { orderOfFile, type Protocol, type Ties } from '../../evaluation/index.js';
import type { Config } from '../config/config.js';

const segmentations: Readonly<Record<string, string>> = {
  target:
    'A target is “seen” where the visitor had an event of the item before the query’s moment, “unseen” where it had none.',
  stage:
    'The stage is the furthest that the visitor’s events before the query went: “new” has no event, “browsing” views only, “intent” an addtocart whose item was not taken out of the cart again before the query, “buyer” a transaction.',
  history: 'History counts the visitor’s events that the query gives.',
  step: 'The step is the kind of the event asked for.',
};

/** Explains the segments of a segmentation. */
export const segmentationText = (protocol: Protocol, name: string): string =>
  protocol === 'next' && name === 'target'
    ? 'A target is a “repeat” of the session’s last item, “seen” where the session had it earlier, “new” where it had not.'
    : (segmentations[name] ?? '');

/** Explains what a split assigns to each part, and when it is used. */
export function splitText(split: SplitParameters): string {
  switch (split.kind) {
    case 'sessions-last-days':
      return `Test is the sessions that start in the last ${split.days} days, validation those of as many days before, train the events before. Usual for P-next and P-joint, which ask about whole sessions: none lies in two parts.`;
    case 'last-days':
      return `Test is the events of the last ${split.days} days, validation those of as many days before, train the rest: one moment parts what is known from what is asked.`;
    case 'shares':
      return `By time: the last ${percent(split.test)} of the events are test, the ${percent(split.validation)} before them validation, the rest train. Usual for P-future and P-funnel, which ask what visitors do after one moment that parts known from asked for all of them.`;
    case 'given':
      return 'Test is the part that the data brings as such, which makes figures comparable with others’ on the same files; validation is the end of its train part, as many sessions as test has.';
    case 'whole':
      return 'The whole log is there to learn from, its last tenth as validation, and test is empty. Usual for P-holdout, whose targets come in a file of their own.';
    case 'leave-last-out':
      return 'Each visitor’s last event is test, the one before it validation, the rest train. Common in the literature, though train then holds others’ events from after the moment asked about.';
  }
}

const percent = (share: number): string => `${Number((100 * share).toFixed(4))} %`;

/** One-line explanations of all metrics of a leaderboard, by name without the cut-off `@k`. */
export const metricTexts: Readonly<Record<string, string>> = {
  recall: 'Share of a query’s targets that are among the first k of its list.',
  precision: 'Share of the first k places that hold a target; empty places count as wrong.',
  hitRate: '1 where at least one target is among the first k, else 0.',
  mrr: '1 over the rank of the first target, 0 where it lies beyond k.',
  ndcg: 'Gains of the targets within k, discounted by log2(rank + 1), over those of the best possible list.',
  map: 'Precision at each rank that holds a target, summed and divided by min(k, targets).',
  joint:
    '.10 × recall-views + .30 × recall-carts + .60 × recall-purchases. A kind that no session goes on to adds nothing.',
  'recall-views':
    'Share of the sessions that go on to a view whose next viewed item is among the first k of the list for views.',
  'recall-carts':
    'Hits of all lists for carts, divided by the sum over them of min(k, targets). Targets are all items put into a cart later in the session.',
  'recall-purchases': 'The same for the items bought later in the session.',
  coverage:
    'Share of the catalogue that is in anybody’s first k. Its interval is Wilson’s, of as many independent items as vary like the figure does over resampled visitors; it is wide where few visitors ask many queries.',
  diversityCategory: 'Share of the pairs of a list’s items that are of different categories.',
  diversityCooccurrence: 'Mean over the pairs of a list’s items of 1 − cosine of the visitors who know each.',
  novelty: 'Mean over a list’s items of −log2 of the share of visitors who know the item, in bits.',
  popularityBias: 'Mean train events of a list’s items over the catalogue’s mean; 1 is no bias.',
  viewToCart:
    'Of the listed items that the query’s visitor views afterwards, the share that then go into a cart. A proxy: the visitors did not see these lists.',
  cartToTransaction:
    'Of the listed items put into a cart afterwards, the share that are then bought. A proxy, like viewToCart.',
};

/** Whom a log's queries are grouped by, the unit of intervals and comparisons: a layout without visitors has sessions. */
export const clustersText = (hasVisitors: boolean): string => (hasVisitors ? 'visitors' : 'sessions');

/** The order of equal scores that a run's figures rest on. */
export const tiesOf = ({ protocol, evaluation }: Pick<Config, 'protocol' | 'evaluation'>): Ties =>
  protocol === 'joint' ? 'listed' : evaluation.ties;

/** How the rank of a target follows from the scores of a list, for readers who recompute figures. */
export const tieTexts: Readonly<Record<Ties, string>> = {
  conservative:
    'Ties: the rank of a target counts behind all listed items of the same score that are no targets. Of a target with the score of the last place of a full list that ends before the candidates do, more of that score may follow: it counts as not found.',
  listed: 'Ties: the rank of a target is its place in the list, as OTTO’s evaluator counts it.',
  standard:
    'Ties: the rank of a target is 1 more than the number of listed items with a higher score; among targets of the same score one follows the other.',
};

/** Reports how many next items have an order that the log does not determine; empty if there are none. @param counts the task's. */
export function equalTimesText(counts: Readonly<Record<string, number>>): string {
  const undetermined = counts[orderOfFile];
  return undetermined
    ? `${countText(undetermined)} of ${counted(counts.queries!, 'next item')} have the very time of the item before, so that their order is the order of the file. "evaluation": { "equalTimes": "together" } asks without it.`
    : '';
}
