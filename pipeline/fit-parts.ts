import {
  type EventLog,
  eventCount,
  type FitParts,
  filterEvents,
  forFinal,
  type SplitParts,
  type Test,
  VIEW,
} from '../data/index.js';
import type { Config } from './config.js';

/**
 * What the final models are fitted on and asked about. P-next is about views alone, as in the field's preparations of
 * RetailRocket: a cart event would make the item just viewed its own next item.
 */
export function fitPartsFor(protocol: Config['protocol'], split: SplitParts): FitParts<Test> {
  if (protocol !== 'next') return forFinal(split);
  const views = (log: SplitParts['train']) => filterEvents(log, (event) => log.event[event] === VIEW);
  const { train, validation, test, overhang } = split;
  return forFinal({
    ...split,
    train: views(train),
    validation: views(validation),
    test: views(test),
    overhang: views(overhang),
  });
}

/** How many events of the test part do not come before the protocol, and why; nothing where it does not ask about them. */
export function setAsideBefore(
  protocol: Config['protocol'],
  test: EventLog,
  { held, unknown }: FitParts<Test>,
): Record<string, number> {
  if (protocol === 'holdout') return {};
  const events = eventCount(test);
  const known = eventCount(held) + unknown.events;
  return {
    'events of the test part': events,
    ...(known < events && { 'of these not views, left out': events - known }),
    'of items unknown to train, left out': unknown.events,
    // P-future goes on with visitors; the others name the events they start from themselves.
    ...(protocol === 'future' && { 'test events of known items': eventCount(held) }),
  };
}
