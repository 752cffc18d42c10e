import { dayMs, VIEW } from '../../data/index.js';
import { funnelStage } from '../funnel-stage.js';
import type { ItemKnowledge } from './item-knowledge.js';

/**
 * Moments at which features are asked for, in columns: one entry a moment, with the visitor's events before it as a slice `from … to`
 * of the shared `events`, oldest first, the session in progress from `sessionFrom` on.
 */
export interface Moments {
  readonly time: Float64Array;
  readonly from: Int32Array;
  readonly sessionFrom: Int32Array;
  readonly to: Int32Array;
  /** Items unknown to train have an id of at least their number, or −1. */
  readonly events: {
    readonly item: Int32Array;
    readonly kind: Uint8Array;
    readonly time: Float64Array;
    readonly removed?: Float64Array;
  };
}

/** So many of the last distinct items of a context are related to a candidate. */
export const lastItems = 10;

/**
 * One moment, with what features read of it. An object for many moments: {@link moveTo} fills it anew.
 *
 * Columns by item hold for the items of the present moment alone, those of others are left from before: read them by the methods.
 */
export class Moment {
  time = Number.NaN;
  /** The slices of `events`: the whole context `from … to` and the session from `sessionFrom` on. */
  from = 0;
  sessionFrom = 0;
  to = 0;
  events!: Moments['events'];
  /** The funnel stage that the visitor has reached; see `funnelStage`. */
  stage = 0;
  /** The last item that train knows, −1 if there is none. */
  lastItem = -1;
  readonly #of: Float64Array;
  readonly #count: Int32Array[];
  readonly #inSession: Int32Array;
  readonly #back: Int32Array;
  readonly #time: Float64Array;
  readonly #related: Float64Array[];
  readonly #relatedOf: Float64Array;
  readonly #categories: Float64Array;
  readonly #categoryOf: Float64Array;
  #number = 0;
  #known = 0;

  constructor(readonly knowledge: ItemKnowledge) {
    const items = knowledge.category.length;
    const column = () => new Int32Array(items);
    this.#of = new Float64Array(items);
    this.#count = knowledge.count.map(column);
    this.#inSession = column();
    this.#back = column();
    this.#time = new Float64Array(items);
    this.#related = relations.map(() => new Float64Array(items));
    this.#relatedOf = new Float64Array(items);
    const categories = knowledge.category.reduce((most, one) => Math.max(most, one), -1) + 1;
    this.#categories = new Float64Array(categories);
    this.#categoryOf = new Float64Array(categories);
  }

  /** Turns to one of some moments. */
  moveTo(moments: Moments, at: number): void {
    this.time = moments.time[at]!;
    [this.from, this.sessionFrom, this.to] = [moments.from[at]!, moments.sessionFrom[at]!, moments.to[at]!];
    this.events = moments.events;
    this.#number++;
    this.lastItem = -1;
    this.#known = 0;
    const { item, kind, time, removed } = this.events;
    this.stage = funnelStage(kind.subarray(this.from, this.to), removed?.subarray(this.from, this.to), this.time);
    const latest: number[] = [];
    for (let event = this.to - 1; event >= this.from; event--) {
      const it = item[event]!;
      if (!this.#isKnown(it)) continue;
      if (this.#of[it] !== this.#number) {
        this.#of[it] = this.#number;
        for (const counts of this.#count) counts[it] = 0;
        this.#inSession[it] = 0;
        this.#back[it] = this.to - 1 - event;
        this.#time[it] = time[event]!;
        if (latest.length < lastItems) latest.push(it);
      }
      const what = removed && removed[event]! < this.time ? VIEW : kind[event]!;
      this.#count[what]![it]!++;
      if (event >= this.sessionFrom) this.#inSession[it]!++;
      const category = this.knowledge.category[it]!;
      this.#known++;
      if (category < 0) continue;
      if (this.#categoryOf[category] !== this.#number) this.#categories[category] = 0;
      this.#categoryOf[category] = this.#number;
      this.#categories[category]!++;
    }
    this.lastItem = latest[0] ?? -1;
    this.#relate(latest);
  }

  /** The number of the visitor's events of a kind on an item. */
  count(kind: number, item: number): number {
    return this.#of[item] === this.#number ? this.#count[kind]![item]! : 0;
  }

  /** The number of events of the session in progress on an item. */
  countInSession(item: number): number {
    return this.#of[item] === this.#number ? this.#inSession[item]! : 0;
  }

  /** How many events back the visitor's last event on an item is, 0 for the last of all; NaN without one. */
  eventsBack(item: number): number {
    return this.#of[item] === this.#number ? this.#back[item]! : Number.NaN;
  }

  /** The time of the visitor's last event on an item; NaN without one. */
  lastTime(item: number): number {
    return this.#of[item] === this.#number ? this.#time[item]! : Number.NaN;
  }

  /** The number of all visitors' events on an item in some days before this visitor's last event; NaN without such, or without a clock. */
  countBeforeLast(item: number, days: number): number {
    const last = this.#lastEvent;
    return this.#eventsBefore(item, last) - this.#eventsBefore(item, last - days * dayMs);
  }

  /** The time from the last event of anybody on an item before this visitor's last event to that; NaN without either. */
  idleBeforeLast(item: number): number {
    const { offsets, values } = this.knowledge.times;
    const before = this.#eventsBefore(item, this.#lastEvent);
    return before > 0 ? this.#lastEvent - values[offsets[item]! + before - 1]! : Number.NaN;
  }

  /** The share of the visitor's events that are on items of the same category; NaN where that is unknown. */
  categoryShare(item: number): number {
    const category = this.knowledge.category[item]!;
    if (category < 0 || this.#known === 0) return Number.NaN;
    return this.#categoryOf[category] === this.#number ? this.#categories[category]! / this.#known : 0;
  }

  /** How strongly an item is related to the visitor's last items, by one of {@link relations}. */
  related(relation: number, item: number): number {
    return this.#relatedOf[item] === this.#number ? this.#related[relation]![item]! : 0;
  }

  /** The time of the visitor's last event; NaN without one, or without a clock. */
  get #lastEvent(): number {
    return this.knowledge.hasClock && this.from < this.to ? this.events.time[this.to - 1]! : Number.NaN;
  }

  /** The number of events on an item before a time; NaN for no time. */
  #eventsBefore(item: number, time: number): number {
    if (Number.isNaN(time)) return Number.NaN;
    const { offsets, values } = this.knowledge.times;
    let [low, high] = [offsets[item]!, offsets[item + 1]!];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low - offsets[item]!;
  }

  #isKnown(item: number): boolean {
    return item >= 0 && item < this.#of.length;
  }

  #relate(latest: readonly number[]): void {
    for (const [relation, { of, isOfLast }] of relations.entries()) {
      const { offsets, values, weights } = this.knowledge[of];
      const related = this.#related[relation]!;
      for (let age = 0; age < (isOfLast ? Math.min(1, latest.length) : latest.length); age++) {
        const item = latest[age]!;
        for (let at = offsets[item]!; at < offsets[item + 1]!; at++) {
          const other = values[at]!;
          if (this.#relatedOf[other] !== this.#number) {
            this.#relatedOf[other] = this.#number;
            for (const column of this.#related) column[other] = 0;
          }
          related[other]! += weights[at]! / this.#total(item) / (age + 1);
        }
      }
    }
  }

  #total(item: number): number {
    let total = 0;
    for (const count of this.knowledge.count) total += count[item]!;
    return total;
  }
}

/** How items are related: by a count of pairs, of which that of the last item alone, or of the last ten, each a step back counting less. */
export const relations = [
  { name: 'together', of: 'together', isOfLast: false },
  { name: 'together-with-last', of: 'together', isOfLast: true },
  { name: 'next-after-last', of: 'next', isOfLast: true },
  { name: 'carted', of: 'carted', isOfLast: false },
  { name: 'bought', of: 'bought', isOfLast: false },
] as const;
