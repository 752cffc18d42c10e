import type { EventField, EventSource } from './events/event-source.js';
import { loadEvents } from './events/load-events.js';
import type { Layout } from './layout.js';
import { loadItemWords } from './recbole-items.js';
import { sideFile } from './side-file.js';
import { plainName } from './table/table-header.js';

/** What RecBole's datasets call the columns of interactions. */
const names: Readonly<Partial<Record<EventField, readonly string[]>>> = {
  visitor: ['user_id'],
  session: ['session_id'],
  item: ['item_id'],
  time: ['timestamp', 'time'],
  event: ['event', 'event_type', 'behavior', 'behavior_type', 'type'],
  rating: ['rating'],
  price: ['price'],
  quantity: ['quantity'],
  order: ['order_id'],
};

/** RecBole's atomic files: `NAME.inter` with typed names of columns, `user_id:token`, and optionally `NAME.item`. */
export const recBole: Layout = {
  name: 'recbole',
  files: '*.inter of RecBole',
  find: async ({ names: files }) => {
    const inter = files.filter((name) => name.endsWith('.inter'));
    const wholes = inter.filter((name) => !/\.(train|valid|test)\.inter$/.test(name));
    const read = wholes.length > 0 ? wholes : inter;
    return read.length > 0 ? [...read, ...files.filter((name) => name.endsWith('.item'))] : undefined;
  },
  load: async (request) => {
    const files = [];
    for (const name of request.files.keys())
      if (name.endsWith('.inter')) files.push({ name, source: sourceOf(await request.firstLine(name)) });
    const events = await loadEvents(request, files);
    const item = [...request.files.keys()].find((name) => name.endsWith('.item'));
    const words = item === undefined ? undefined : await sideFile(request, () => loadItemWords(request, item));
    return {
      ...events,
      ...(words && { properties: words.properties }),
      rejects: [...events.rejects, ...(words?.rejects ?? [])],
    };
  },
};

/** The columns that a header has; those that every log needs where it has none, so that an error names them. */
function sourceOf(header: string): EventSource {
  const found = new Set(header.split('\t').map(plainName));
  const columns = Object.fromEntries(
    Object.entries(names).flatMap(([field, candidates]) => {
      const name = candidates.find((candidate) => found.has(plainName(candidate)));
      return name === undefined ? [] : [[field, name]];
    }),
  );
  const needed = { item: 'item_id', time: 'timestamp', ...(!('session' in columns) && { visitor: 'user_id' }) };
  return { columns: { ...needed, ...columns }, delimiter: '\t' };
}
