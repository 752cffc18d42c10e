import type { Evidence, Queries } from './recommender.js';

/** The position of the last event of each distinct item in a query's context. */
export function lastEvents({ from, to, events }: Queries, query: number): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  for (let event = from[query]!; event < to[query]!; event++) last.set(events.item[event]!, event);
  return last;
}

/** Sorts evidence by falling weight; ties by the later event. */
export const heaviestFirst = (evidence: readonly Evidence[]): Evidence[] =>
  evidence.toSorted((a, b) => b.weight - a.weight || positionOf(b) - positionOf(a));

const positionOf = (evidence: Evidence): number => (evidence.kind === 'event' ? evidence.event : -1);

/** Merges equal evidence from several sources; its weights are summed. */
export function merged(evidence: readonly Evidence[]): Evidence[] {
  const byCause = new Map<string, Evidence>();
  for (const one of evidence) {
    const cause = causeOf(one);
    const before = byCause.get(cause);
    byCause.set(cause, before ? { ...before, weight: before.weight + one.weight } : one);
  }
  return [...byCause.values()];
}

function causeOf(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'event':
      return `event ${evidence.event} ${evidence.via ?? ''}`;
    case 'word':
      return `word ${evidence.word}`;
    case 'feature':
      return `feature ${evidence.feature}`;
    case 'popularity':
      return 'popularity';
  }
}
