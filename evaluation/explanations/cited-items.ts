import type { Evidence, Queries } from '../../models/index.js';

/** The items whose events speak for another one, the heaviest first; ties by the order of the evidence. */
export function citedItems(evidence: readonly Evidence[], { events }: Queries): number[] {
  const weights = new Map<number, number>();
  for (const one of evidence) {
    if (one.kind !== 'event') continue;
    const item = events.item[one.event]!;
    weights.set(item, (weights.get(item) ?? 0) + one.weight);
  }
  return [...weights]
    .filter(([, weight]) => weight > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([item]) => item);
}
