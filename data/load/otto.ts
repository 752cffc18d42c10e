import type { EventSource } from './events/event-source.js';
import { loadEvents } from './events/load-events.js';
import type { Layout } from './layout.js';

const source: EventSource = {
  format: 'json-lines',
  each: 'events',
  columns: { session: 'session', item: 'events.aid', time: 'events.ts', event: 'events.type' },
  time: { format: 'milliseconds' },
};

/** Where `npm run export` wrote a log: all of it, beside its parts. */
const whole = 'full.jsonl';

/** OTTO's sessions as JSON lines: `{"session": 0, "events": [{"aid": 1, "ts": 1659304800025, "type": "clicks"}]}`, clicks, carts and orders. */
export const otto: Layout = {
  name: 'otto',
  files: '*.jsonl of OTTO',
  find: async ({ names, firstLine }) => {
    const found: string[] = [];
    for (const name of names.filter((name) => name.endsWith('.jsonl')))
      if (/^\s*\{\s*"session"\s*:.*"events"\s*:/.test(await firstLine(name))) found.push(name);
    if (found.includes(whole)) return [whole];
    return found.length > 0 ? found : undefined;
  },
  load: (request) =>
    loadEvents(
      request,
      [...request.files.keys()].map((name) => ({ name, source })),
    ),
};
