import { TRANSACTION } from '../event-log.js';
import type { EventSource } from './events/event-source.js';
import { loadEvents } from './events/load-events.js';
import { type Layout, named } from './layout.js';

const clicks: EventSource = {
  columns: { session: 'session', time: 'time', item: 'item', category: 'category' },
  header: ['session', 'time', 'item', 'category'],
  time: { format: 'iso', zone: 'UTC' },
  delimiter: ',',
  unknown: { category: ['0', 'S'] },
};

const buys: EventSource = {
  columns: { session: 'session', time: 'time', item: 'item', price: 'price', quantity: 'quantity' },
  header: ['session', 'time', 'item', 'price', 'quantity'],
  time: { format: 'iso', zone: 'UTC' },
  delimiter: ',',
  kind: TRANSACTION,
  unknown: { price: ['0'], quantity: ['0'] },
};

const sources: Readonly<Record<string, EventSource>> = { 'yoochoose-clicks.dat': clicks, 'yoochoose-buys.dat': buys };

/**
 * The RecSys Challenge 2015: clicks, and the purchases of some sessions, without headers.
 *
 * A click's category is where in the shop it was made: one of twelve categories, a brand, or a special offer (`S`), which says
 * nothing of the item. `0` is unknown.
 */
export const yoochoose: Layout = {
  name: 'yoochoose',
  files: 'yoochoose-clicks.dat',
  find: named(['yoochoose-clicks.dat'], /^yoochoose-buys\.dat$/),
  load: (request) =>
    loadEvents(
      request,
      [...request.files.keys()].map((name) => ({ name, source: sources[name]! })),
    ),
};
