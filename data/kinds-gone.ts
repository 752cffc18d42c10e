import { countKinds, type EventKind, type EventLog, eventKinds } from './event-log.js';

/** A kind of events of which none is left. */
export interface GoneKind {
  readonly kind: EventKind;
  /** How many there were. */
  readonly events: number;
}

/** The kinds of a log's events that are in none of the parts left of it: the loss of a rare kind hardly changes a total. */
export function kindsGone(log: Pick<EventLog, 'event'>, ...left: readonly Pick<EventLog, 'event'>[]): GoneKind[] {
  const [before, after] = [countKinds(log), countKinds(...left)];
  return eventKinds.flatMap((kind, code) =>
    before[code]! > 0 && after[code] === 0 ? [{ kind, events: before[code]! }] : [],
  );
}

/** `every addtocart and every transaction`. */
export const everyOf = (kinds: readonly EventKind[]): string => kinds.map((kind) => `every ${kind}`).join(' and ');
