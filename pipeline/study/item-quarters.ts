import { groupBy, type Train } from '../../data/index.js';

const names = ['first quarter', 'second quarter', 'third quarter', 'last quarter'] as const;

/** For each item the quarter of train's events that contains its median event; `no event` if it has none. */
export function itemQuarters({ item, items }: Pick<Train, 'item' | 'items'>): string[] {
  const { offsets, values: events } = groupBy(item, items.size); // an item's events are in order of time, as all are
  return Array.from({ length: items.size }, (_, i) => {
    const [from, to] = [offsets[i]!, offsets[i + 1]!];
    return from === to ? 'no event' : names[Math.floor((4 * events[(from + to) >> 1]!) / item.length)]!;
  });
}
