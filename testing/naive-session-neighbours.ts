import { eventCount, type Train } from '../data/index.js';

/** A session of train as plain values. */
interface PlainSession {
  readonly items: number[];
  /** The position in the log and the time of its last event. */
  last: number;
  ended: number;
}

/** What tells the neighbourhood models apart, straight from the papers. */
export interface NaiveModel {
  readonly k: number;
  readonly sampleSize: number;
  /** What the item at a place of the session in progress counts, from 1, of so many events. */
  readonly weight: (place: number, length: number) => number;
  readonly similarity: 'cosine' | 'vec';
  /** What a session counts that ended so many days before train did. */
  readonly recency: (days: number) => number;
  /** What a neighbour counts whose last shared item lies `step` from the session's end, 1 for the last event. */
  readonly lastShared: (step: number) => number;
  /** What an item counts so many places from the last item of the neighbour that is shared. */
  readonly nearness: (places: number) => number;
  readonly idf: number;
}

/**
 * The scores that a session neighbourhood model gives, item by item, computed with maps and arrays: slow, and short enough to
 * be checked by eye.
 */
export function naiveNeighbourScores(train: Train, context: readonly number[], model: NaiveModel): Map<number, number> {
  const sessions = new Map<number, PlainSession>();
  for (let event = 0; event < eventCount(train); event++) {
    const session = sessions.get(train.session[event]!) ?? { items: [], last: 0, ended: 0 };
    sessions.set(train.session[event]!, session);
    session.items.push(train.item[event]!);
    session.last = event;
    session.ended = train.time[event]!;
  }
  const all = [...sessions.values()].sort((a, b) => b.last - a.last);
  const end = all[0]!.ended;

  // The last place of each item tells what it counts; the last items are summed first.
  const weights = new Map<number, number>();
  for (let place = context.length; place >= 1; place--)
    if (!weights.has(context[place - 1]!)) weights.set(context[place - 1]!, model.weight(place, context.length));
  const norm = Math.sqrt(sum([...weights.values()].map((weight) => weight ** 2)));

  const sample = all.filter(({ items }) => items.some((item) => weights.has(item))).slice(0, model.sampleSize);
  const neighbours = sample
    .map((session) => {
      const shared = sum([...weights].filter(([item]) => session.items.includes(item)).map(([, weight]) => weight));
      const distinct = new Set(session.items).size;
      const alike = model.similarity === 'cosine' ? shared / (norm * Math.sqrt(distinct)) : shared / weights.size;
      return { session, similarity: alike * model.recency((end - session.ended) / 86_400_000) };
    })
    .filter(({ similarity }) => similarity > 0)
    .sort((a, b) => b.similarity - a.similarity || b.session.last - a.session.last)
    .slice(0, model.k);

  const scores = new Map<number, number>();
  for (const { session, similarity } of neighbours) {
    const step = context.toReversed().findIndex((item) => session.items.includes(item)) + 1;
    const from = session.items.findLastIndex((item) => weights.has(item));
    for (const item of new Set(session.items)) {
      const places = Math.abs(session.items.lastIndexOf(item) - from);
      const holders = all.filter(({ items }) => items.includes(item)).length;
      const rarity = 1 + model.idf * Math.log(all.length / holders);
      const score = similarity * model.lastShared(step) * model.nearness(places) * rarity;
      if (score > 0) scores.set(item, (scores.get(item) ?? 0) + score);
    }
  }
  return scores;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
