import {
  ADD_TO_CART,
  dayMs,
  type EventLog,
  eventCount,
  eventKinds,
  groupBy,
  numberPairs,
  sessionBound,
  TRANSACTION,
  type Train,
  type WeightedLists,
} from '../../data/index.js';
import { itemCategories } from '../item-categories.js';
import type { ItemContent } from '../item-content.js';
import { coOccurrences, successors } from './co-occurrences.js';

/** The windows of recent popularity, the shortest first: in days, or in a log without a clock in hundredths of its events. */
export const windows = [1, 7, 30] as const;

/**
 * What a log before a moment says of its items: columns with one entry for each item. Features of a query at or after the moment read
 * nothing else of other visitors, so they cannot see what a shop could not have known.
 */
export interface ItemKnowledge {
  /** All events lie before this time. */
  readonly until: number;
  /** Whether times are a clock's; else windows and ages mean nothing. */
  readonly hasClock: boolean;
  /** Number of events by kind, in order of `eventKinds`. */
  readonly count: readonly Int32Array[];
  /** Number of events of any kind in each of {@link windows}. */
  readonly recent: readonly Int32Array[];
  /** The times of its events, ascending: those of item `i` are `times.values[times.offsets[i] … times.offsets[i + 1]]`. */
  readonly times: { readonly offsets: Int32Array; readonly values: Float64Array };
  /** The last known price; NaN where unknown. */
  readonly price: Float64Array;
  /** Dense ids of the category and the root above it, −1 where unknown. */
  readonly category: Int32Array;
  readonly root: Int32Array;
  /** 1 in stock, 0 not, −1 unknown. */
  readonly available: Int8Array;
  /** Numbers of sessions with both items, see `coOccurrences`; where sessions are not cut, of visitors. */
  readonly together: WeightedLists;
  /** Numbers of steps from one item to the next. */
  readonly next: WeightedLists;
  /** Numbers of visitors' days on which both items were put into the cart, and were bought. */
  readonly carted: WeightedLists;
  readonly bought: WeightedLists;
}

/** Collects what a log says of its items. @param content as known at the moment, see `contentFor`. */
export function itemKnowledge(train: Train, until: number, content: ItemContent = {}): ItemKnowledge {
  const { item, time, items, price, clock } = train;
  const known = new Float64Array(items.size).fill(Number.NaN);
  const count = eventKinds.map(() => new Int32Array(items.size));
  const recent = windows.map(() => new Int32Array(items.size));
  const events = eventCount(train);
  const isWithin = (event: number, window: number) =>
    clock === 'wall' ? time[event]! >= until - window * dayMs : event >= events * (1 - window / 100);
  for (let event = 0; event < events; event++) {
    const it = item[event]!;
    if (time[event]! >= until) throw new Error('an event at or after the moment: cut train with `pastOf`');
    count[train.event[event]!]![it]!++;
    for (let window = 0; window < windows.length; window++)
      if (isWithin(event, windows[window]!)) recent[window]![it]!++;
    if (price && !Number.isNaN(price[event]!)) known[it] = price[event]!;
  }
  const { category, root } = itemCategories(items, content);
  const available = new Int8Array(items.size).fill(-1);
  const { properties } = content;
  if (properties)
    items.indexAll(properties.item).forEach((it, entry) => {
      if (it >= 0) available[it] = properties.available[entry]!;
    });
  const sessions = sessionBound(train);
  const grouped =
    sessions > 0 ? { group: train.session, groups: sessions } : { group: train.visitor, groups: train.visitors.size };
  return {
    ...{ until, hasClock: clock === 'wall', count, recent, price: known, category, root, available },
    times: timesOf(train),
    together: coOccurrences({ ...grouped, item, items: items.size }),
    next: successors({ ...grouped, item, items: items.size }),
    carted: coOccurrences({ ...visitorDays(train, ADD_TO_CART), item, items: items.size }),
    bought: coOccurrences({ ...visitorDays(train, TRANSACTION), item, items: items.size }),
  };
}

function timesOf({ item, items, time }: EventLog): ItemKnowledge['times'] {
  const { offsets, values } = groupBy(item, items.size);
  return { offsets, values: Float64Array.from(values, (event) => time[event]!) };
}

/** Groups the events of one kind by visitor and day. */
function visitorDays({ visitor, event, time }: EventLog, kind: number): { group: Int32Array; groups: number } {
  const of = Int32Array.from(event.keys()).filter((at) => event[at] === kind);
  const { number, first } = numberPairs(
    of.map((at) => visitor[at]!),
    of.map((at) => Math.floor(time[at]! / dayMs)),
  );
  const group = new Int32Array(event.length).fill(-1);
  for (let i = 0; i < of.length; i++) group[of[i]!] = number[i]!;
  return { group, groups: first.length };
}
