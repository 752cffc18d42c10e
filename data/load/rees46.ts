import type { EventSource } from './events/event-source.js';
import { loadEvents } from './events/load-events.js';
import { type Layout, withHeader } from './layout.js';

const source: EventSource = {
  columns: {
    ...{ time: 'event_time', event: 'event_type', item: 'product_id', category: 'category_id', brand: 'brand' },
    ...{ price: 'price', visitor: 'user_id', session: 'user_session' },
  },
  optional: ['category', 'brand', 'price', 'session'],
  time: { format: 'iso', zone: 'UTC' },
  unknown: { price: 'negative' }, // a few of the cosmetics shop's
};

/** REES46's shops: a CSV file a month, with prices, brands, categories of 19 digits, and sessions, which some events lack. */
export const rees46: Layout = {
  name: 'rees46',
  files: '*.csv of REES46',
  find: withHeader(/\.csv$/, ['event_time', 'event_type', 'product_id', 'user_id']),
  load: (request) =>
    loadEvents(
      request,
      [...request.files.keys()].sort(byMonth).map((name) => ({ name, source })),
    ),
};

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `2019-Oct.csv` before `2020-Jan.csv`: the order of the alphabet is not that of time. */
function byMonth(a: string, b: string): number {
  const key = (name: string) =>
    name
      .toLowerCase()
      .replace(
        /(\d{4})-([a-z]{3})/,
        (_, year, month) => `${year}-${String(months.indexOf(month) + 1).padStart(2, '0')}`,
      );
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}
