import type { ItemKnowledge } from './item-knowledge.js';
import { lastItems, type Moments, relations } from './moment.js';

/** How much each of some events adds to the value of a feature, by position in the moments' `events`; of an item that occurs several times, its last one. */
export type EventAmounts = ReadonlyMap<number, number>;

const none: EventAmounts = new Map();
/** Features of the visitor's own events on the candidate: counts, which are 0 without any, and ages, which are then unknown. */
const counts = new Set(['viewed', 'carted-before', 'bought-before', 'in-session']);
const ages = new Set(['events-back', 'last-met']);

/** Tells which of the visitor's events stand behind the values of pair features at one moment. */
export class EventsBehind {
  /** The last event on each item known to train, the latest first. */
  readonly #last: ReadonlyMap<number, number>;
  readonly #known: readonly number[];

  constructor(
    readonly knowledge: ItemKnowledge,
    readonly moments: Moments,
    at: number,
  ) {
    const { from, to, events } = moments;
    const known: number[] = [];
    const last = new Map<number, number>();
    for (let event = to[at]! - 1; event >= from[at]!; event--) {
      const item = events.item[event]!;
      if (item < 0 || item >= knowledge.category.length) continue;
      known.push(event);
      if (!last.has(item)) last.set(item, event);
    }
    this.#last = last;
    this.#known = known;
  }

  /**
   * The events behind a feature's value; none behind one of an item or a context, nor behind a value that says that there were no events.
   * @param item the candidate, known to train.
   */
  of(feature: string, value: number, item: number): EventAmounts {
    if (counts.has(feature)) return value > 0 ? this.#onItem(item) : none;
    if (ages.has(feature)) return this.#onItem(item);
    if (feature === 'category-share') return this.#inCategoryOf(item);
    if (feature === 'category-of-last') return value > 0 ? new Map([[this.#known[0]!, 1]]) : none;
    const relation = relations.find(({ name }) => name === feature);
    return relation ? this.#related(relation, item) : none;
  }

  #onItem(item: number): EventAmounts {
    const event = this.#last.get(item);
    return event === undefined ? none : new Map([[event, 1]]);
  }

  #inCategoryOf(item: number): EventAmounts {
    const { category } = this.knowledge;
    const amounts = new Map<number, number>();
    if (category[item]! < 0) return amounts;
    for (const at of this.#known) {
      const other = this.moments.events.item[at]!;
      if (category[other] !== category[item]) continue;
      const event = this.#last.get(other)!;
      amounts.set(event, (amounts.get(event) ?? 0) + 1 / this.#known.length);
    }
    return amounts;
  }

  #related({ of, isOfLast }: (typeof relations)[number], item: number): EventAmounts {
    const { offsets, values, weights } = this.knowledge[of];
    const amounts = new Map<number, number>();
    for (const [age, [other, event]] of [...this.#last].slice(0, isOfLast ? 1 : lastItems).entries()) {
      const at = values.subarray(offsets[other]!, offsets[other + 1]!).indexOf(item);
      if (at < 0) continue;
      const total = this.knowledge.count.reduce((sum, count) => sum + count[other]!, 0);
      amounts.set(event, weights[offsets[other]! + at]! / total / (age + 1));
    }
    return amounts;
  }
}
