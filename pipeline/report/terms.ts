import type { SplitParameters } from '../../data/index.js';
import type { Protocol } from '../../evaluation/index.js';

const segmentations: Readonly<Record<string, string>> = {
  target:
    'A target is “seen” where the visitor had an event of the item before the query’s moment, “unseen” where it had none.',
  stage:
    'The stage is the furthest that the visitor’s events before the query went: “new” has no event, “browsing” views only, “intent” an addtocart, “buyer” a transaction.',
  history: 'History counts the visitor’s events that the query gives.',
  step: 'The step is the kind of the event asked for.',
};

/** What the segments of a segmentation are. */
export const segmentationText = (protocol: Protocol, name: string): string =>
  protocol === 'next' && name === 'target'
    ? 'A target is a “repeat” of the session’s last item, “seen” where the session had it earlier, “new” where it had not.'
    : (segmentations[name] ?? '');

/** What a split puts where, and why one would take it. */
export function splitText(split: SplitParameters): string {
  switch (split.kind) {
    case 'sessions-last-days':
      return `Test is the sessions that start in the last ${split.days} days, validation those of as many days before, train the events before. Usual for P-next, which asks about whole sessions: none lies in two parts.`;
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

/** What P-funnel's proxies are. */
export const proxyText =
  'viewToCart: of the listed items that the query’s visitor views afterwards, the share that then go into a cart. cartToTransaction: of those put into a cart afterwards, the share that are then bought. Both are proxies: the visitors did not see these lists.';

/** Why coverage's interval is what it is. */
export const coverageIntervalText =
  'Coverage’s interval is the spread of the bootstrap’s resamples laid about the figure (a resample has fewer different visitors, and so fewer items); it is wide where few visitors ask many queries.';
