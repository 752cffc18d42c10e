import {
  type Dataset,
  type EventLog,
  eventCount,
  everyOf,
  type FitParts,
  filterEvents,
  forFinal,
  forTuning,
  holdOutPurchases,
  kindsGone,
  type SplitParts,
  type Test,
  type Validation,
  VIEW,
} from '../../data/index.js';
import type { Config } from '../config/config.js';

/** The parts of the log that models are fitted on and asked about. */
export interface AskedParts extends FitParts<Test | Validation> {
  /** P-holdout on validation: the targets, which are then not read from a file. */
  readonly holdout?: NonNullable<Dataset['holdout']>;
}

/**
 * The parts that models are fitted on and asked about. For the final figures (`on` test): fitted on train and validation, asked about
 * test. To choose parameters (`on` validation): fitted on train alone, asked about validation. P-holdout's validation is cut from the
 * log by {@link holdOutPurchases}, a different one for each seed, and asks the same question as the file of targets.
 *
 * P-next uses views alone, as in the field's preparations of RetailRocket: a cart event would make the item just viewed
 * its own next item.
 */
export function fitPartsFor(
  { protocol, on, seed }: Pick<Config, 'protocol' | 'on' | 'seed'>,
  split: SplitParts,
): AskedParts {
  if (protocol === 'holdout' && on === 'validation') {
    const { holdout, ...cut } = holdOutPurchases(forFinal(split).train, seed);
    return { ...forTuning(cut), holdout };
  }
  const parts = protocol === 'next' ? viewsOf(split) : split;
  return on === 'validation' ? forTuning(parts) : forFinal(parts);
}

const viewsOf = ({ train, validation, test, overhang }: SplitParts): SplitParts => ({
  train: views(train),
  validation: views(validation),
  test: views(test),
  overhang: views(overhang),
});

/** A log of views alone is not copied. */
const views = (log: EventLog): EventLog =>
  log.event.every((kind) => kind === VIEW) ? log : filterEvents(log, (event) => log.event[event] === VIEW);

/** The kinds of which every event is of an item unknown to train. */
const kindsLost = (on: Config['on'], part: EventLog, known: EventLog): Record<string, number> =>
  Object.fromEntries(
    kindsGone(part, known).map(({ kind, events }) => [`among them ${everyOf([kind])} of the ${on} part`, events]),
  );

/** Counts the events of the part that are set aside before the protocol, by reason; empty for P-holdout, which does not use them. */
export function setAsideBefore(
  { protocol, on }: Pick<Config, 'protocol' | 'on'>,
  split: SplitParts,
  { held, unknown }: AskedParts,
): Record<string, number> {
  if (protocol === 'holdout') return {};
  const events = eventCount(split[on]);
  const known = eventCount(held) + unknown.events;
  return {
    [`events of the ${on} part`]: events,
    ...(known < events && { 'of these not views, left out': events - known }),
    'of items unknown to train, left out': unknown.events,
    ...(protocol !== 'next' && kindsLost(on, split[on], held)),
    // P-future counts visitors from here on; the other protocols report the events they start from themselves.
    ...(protocol === 'future' && { 'held-out events of known items': eventCount(held) }),
  };
}
