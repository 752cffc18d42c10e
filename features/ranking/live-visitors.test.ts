import { expect, it } from 'vitest';
import {
  ADD_TO_CART,
  cutSessions,
  type EventLog,
  eventCount,
  forFinal,
  generateShop,
  loadDataset,
  packLists,
  splitLog,
} from '../../data/index.js';
import { folderOf } from '../../testing/folder-of.js';
import { FeatureReader, rankingFeatures } from './feature-set.js';
import { itemKnowledge } from './item-knowledge.js';
import { LiveVisitors } from './live-visitors.js';
import type { Moments } from './moment.js';

/** The moment before each event of a log, found in the log itself: all earlier events of the visitor, the session's at their end. */
function momentsOfLog(log: EventLog, asked: readonly number[]): Moments {
  const before = asked.map((event) =>
    [...log.time.keys()].filter((at) => log.visitor[at] === log.visitor[event] && log.time[at]! < log.time[event]!),
  );
  const all = before.flat();
  const to = Int32Array.from(before, (_, i) => before.slice(0, i + 1).flat().length);
  return {
    time: Float64Array.from(asked, (event) => log.time[event]!),
    from: to.map((end, i) => end - before[i]!.length),
    sessionFrom: to.map((end, i) => end - before[i]!.filter((at) => log.session[at] === log.session[asked[i]!]).length),
    to,
    events: {
      item: Int32Array.from(all, (at) => log.item[at]!),
      kind: Uint8Array.from(all, (at) => log.event[at]!),
      time: Float64Array.from(all, (at) => log.time[at]!),
    },
  };
}

it('has, bit for bit, the features that the log of the same events has', async () => {
  const folder = await folderOf({});
  await generateShop({ events: 20_000, seed: 5, folder });
  const { log } = await loadDataset(folder);
  const { train, held } = forFinal(splitLog(cutSessions(log).log, { kind: 'shares', validation: 0.1, test: 0.3 }));
  const reader = new FeatureReader(rankingFeatures, itemKnowledge(train, train.time.at(-1)! + 1));
  const candidates = Array.from({ length: 25 }, (_, i) => Math.floor((i * train.items.size) / 25));

  // Live: events come one by one, and before each that is an addtocart the features are asked for.
  const live = new LiveVisitors();
  const rows: Float32Array[] = [];
  const asked: number[] = [];
  const replay = (part: EventLog, asks: boolean) => {
    for (let event = 0; event < eventCount(part); event++) {
      const visitor = part.visitor[event]!;
      const time = part.time[event]!;
      const isFirst = part.time[event - 1] !== time;
      if (asks && isFirst && part.event[event] === ADD_TO_CART && asked.length < 100) {
        asked.push(event);
        rows.push(reader.matrix(live.moments([visitor], time), packLists([candidates])).values);
      }
      live.add({ visitor, item: part.item[event]!, kind: part.event[event]!, time });
    }
  };
  replay(train, false);
  replay(held, true);
  expect(asked.length).toBeGreaterThan(20);

  const whole = { ...train, ...joined(train, held) };
  const offline = momentsOfLog(
    whole,
    asked.map((event) => eventCount(train) + event),
  );
  const { values } = reader.matrix(offline, packLists(asked.map(() => candidates)));
  const size = rows[0]!.length;
  for (const [i, row] of rows.entries()) expect(values.subarray(i * size, (i + 1) * size)).toEqual(row);
});

/** The events of two logs, one behind the other. */
const joined = (a: EventLog, b: EventLog) => ({
  visitor: Int32Array.of(...a.visitor, ...b.visitor),
  item: Int32Array.of(...a.item, ...b.item),
  event: Uint8Array.of(...a.event, ...b.event),
  time: Float64Array.of(...a.time, ...b.time),
  session: Int32Array.of(...a.session, ...b.session),
});

it('knows what was taken out of the cart, and visitors without events', () => {
  const live = new LiveVisitors();
  const cart = { visitor: 7, item: 1, kind: ADD_TO_CART };
  live.add({ ...cart, time: 1 });
  live.add({ ...cart, item: 2, time: 2 });
  live.remove({ visitor: 7, item: 1, time: 3 });
  live.add({ ...cart, time: 4 });
  live.remove({ visitor: 8, item: 1, time: 4 });
  const { from, sessionFrom, to, events } = live.moments([8, 7], 40 * 60_000);
  expect([...events.removed!]).toEqual([3, Infinity, Infinity]);
  expect([...from, ...to]).toEqual([0, 0, 0, 3]);
  expect([...sessionFrom]).toEqual([0, 3]); // the session is over
});
