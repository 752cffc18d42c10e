import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventKinds, type FitParts, type Test } from '../../data/index.js';
import { fitPartsOfLines } from '../../testing/fit-parts-of-lines.js';
import type { EvaluationTask } from '../task.js';
import { funnelTask } from './funnel.js';
import { futureTask } from './future.js';
import { holdoutTask } from './holdout.js';
import { jointTask } from './joint.js';
import { nextTask } from './next.js';

const event = fc.record({
  visitor: fc.nat(4),
  item: fc.nat(5),
  session: fc.nat(6),
  event: fc.constantFrom(...eventKinds),
});
const tasks: Record<string, (parts: FitParts<Test>, pairs: [number, number][]) => EvaluationTask> = {
  next: ({ train, held }) => nextTask(train, held),
  'next, equal times together': ({ train, held }) => nextTask(train, held, { equalTimes: 'together' }),
  future: ({ train, held }) => futureTask(train, held),
  'future, seen items kept': ({ train, held }) => futureTask(train, held, { keepSeen: true }),
  funnel: ({ train, held }) => funnelTask(train, held),
  joint: ({ train, held }) => jointTask(train, held, 1),
  holdout: ({ train }, pairs) =>
    holdoutTask(train, {
      visitor: Int32Array.from(pairs, ([visitor]) => visitor),
      item: Int32Array.from(pairs, ([, item]) => item),
    }),
};

it.each(Object.entries(tasks))('what P-%s sets aside leads from its first count to the queries', (name, taskOf) => {
  const events = fc.array(event, { minLength: 1, maxLength: 20 });
  const pairs = fc.array(fc.tuple(fc.nat(6), fc.nat(7)), { maxLength: 12 });
  let setAside = 0;
  fc.assert(
    fc.property(events, events, pairs, (before, after, held) => {
      const lines = [...before, ...after].map((line, at) => ({ ...line, time: Math.floor(at / 2) }));
      const task = taskOf(fitPartsOfLines(lines.slice(0, before.length), lines.slice(before.length)), held);
      const counts = Object.entries(task.counts);
      const [first, ...left] = counts
        .slice(
          0,
          counts.findIndex(([what]) => what === 'queries'),
        )
        .map(([, n]) => n);
      const out = left.reduce((sum, n) => sum + n, 0);
      expect(first! - out).toBe(task.counts.queries);
      expect(task.counts.queries).toBe(task.cluster.length);
      expect(task.protocol).toBe(name.split(',')[0]);
      setAside += out;
    }),
  );
  expect(setAside).toBeGreaterThan(0);
});
