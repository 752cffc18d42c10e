import { ADD_TO_CART, VIEW } from '../../data/index.js';
import type { Evidence, Queries, Via } from '../base/recommender.js';

/** What a visitor did, and how that led to the item: kinds of reasons that name items, in the order of `eventKinds` where they are of one. */
const did = ['viewed', 'carted', 'bought'] as const;
const didBefore = ['viewed-before', 'carted-before', 'bought-before'] as const;
const led = {
  visitors: 'neighbours',
  baskets: 'chosen-together',
  purchases: 'bought-together',
  category: 'same-category',
} as const satisfies Record<Via, string>;

/** Every kind of reason; those that end in `before` are events on the recommended item itself. */
export type ReasonKind =
  | (typeof did)[number]
  | (typeof didBefore)[number]
  | (typeof led)[Via]
  | 'category'
  | 'words'
  | 'popular';

/** Why an item is recommended: evidence of one kind. */
export interface Reason {
  readonly kind: ReasonKind;
  /** Its part of all that speaks for the item, above 0 and at most 1. */
  readonly share: number;
  /** The events that it is made of, by position in `Queries.events`, the heaviest first; none of words and popularity. */
  readonly events: readonly number[];
  /** The distinct items of these events, in their order. */
  readonly items: readonly number[];
  /** The categories or words that the item shares with the context, the heaviest first. */
  readonly words: readonly string[];
}

const categoryPrefix = 'category:';

/**
 * Groups the evidence for an item by what the visitor did and how it led there; the heaviest first.
 *
 * Nothing is added: an event of no weight is no reason, nor is what speaks against the item. What only a ranker's features stand for counts in
 * the shares, but is nothing to tell a visitor. An item taken out of the cart before the query was viewed, see `funnelStage`.
 *
 * Evidence of 3 for a view of A, 1 for one of B and −1 for popularity is one reason, `viewed`: A, B, with share 1.
 * @param evidence as a model's `explain` returns it for `item` in query `query`.
 */
export function reasonsOf(evidence: readonly Evidence[], item: number, queries: Queries, query: number): Reason[] {
  const speaking = evidence.filter(({ weight }) => weight > 0);
  const total = speaking.reduce((sum, { weight }) => sum + weight, 0);
  const byKind = new Map<ReasonKind, Evidence[]>();
  for (const one of speaking) {
    const kind = kindOf(one, item, queries, query);
    if (kind) byKind.set(kind, [...(byKind.get(kind) ?? []), one]);
  }
  const reasons = Array.from(byKind, ([kind, some]): Reason => {
    const events = [...new Set(some.flatMap((one) => (one.kind === 'event' ? one.event : [])))];
    return {
      kind,
      share: some.reduce((sum, { weight }) => sum + weight, 0) / total,
      events,
      items: [...new Set(events.map((event) => queries.events.item[event]!))],
      words: some.flatMap((one) => (one.kind === 'word' ? withoutPrefix(one.word) : [])),
    };
  });
  return reasons.sort((a, b) => b.share - a.share);
}

function kindOf(evidence: Evidence, item: number, queries: Queries, query: number): ReasonKind | undefined {
  switch (evidence.kind) {
    case 'event': {
      const { event, via } = evidence;
      if (queries.events.item[event] === item) return didBefore[doneAt(event, queries, query)];
      return via ? led[via] : did[doneAt(event, queries, query)];
    }
    case 'word':
      return evidence.word.startsWith(categoryPrefix) ? 'category' : 'words';
    case 'popularity':
      return 'popular';
    case 'feature':
      return undefined;
  }
}

/** The kind of an event as it counts at the query's time. */
function doneAt(event: number, { events: { kind, removed }, time }: Queries, query: number): number {
  return kind[event] === ADD_TO_CART && removed && removed[event]! < time[query]! ? VIEW : kind[event]!;
}

const withoutPrefix = (word: string): string =>
  word.startsWith(categoryPrefix) ? word.slice(categoryPrefix.length) : word;
