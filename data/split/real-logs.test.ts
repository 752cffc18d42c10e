import { describe, expect, it } from 'vitest';
import { sharedData } from '../../testing/shared-data.js';
import { clean } from '../clean/clean.js';
import { eventCount } from '../event-log.js';
import { idList } from '../ids.js';
import { loadDataset } from '../load/load-dataset.js';
import { cutSessions } from '../sessions.js';
import { assertNoLeak } from './assert-no-leak.js';
import { forFinal, forTuning } from './for-fit.js';
import { type SplitParameters, splitLog } from './split.js';

const buyers = sharedData('retailrocket-buyers');
const sessions = sharedData('retailrocket-sessions');
const distinct = (ids: Int32Array) => new Set(ids).size;

describe.skipIf(!buyers)('the log of buyers (retailrocket-buyers, skipped where missing)', () => {
  it('holds no duplicates and no outliers by the default thresholds', async () => {
    const { log } = await loadDataset(buyers!);
    const cleaned = clean(log);
    expect(cleaned.counts.map((count) => count.events)).toEqual([0, 0, 0, 0, 0]);
    expect(cleaned.log).toEqual(log);
  });

  it.each<SplitParameters>([
    { kind: 'shares', validation: 0.1, test: 0.2 },
    { kind: 'last-days', days: 7 },
    { kind: 'sessions-last-days', days: 7 },
    { kind: 'whole' },
  ])('splits without a leak: %o', async (parameters) => {
    const log = cutSessions((await loadDataset(buyers!)).log).log;
    const split = splitLog(log, parameters);
    expect(() => assertNoLeak(split)).not.toThrow();
    const { train, held, unknown, knownVisitors } = forFinal(split);
    expect(eventCount(train) + eventCount(held) + unknown.events + split.setAside.reason.length).toBe(97_381);
    expect(knownVisitors).toBe(distinct(train.visitor));
    expect(held.visitors.size).toBe(new Set([...idList(train.visitors.ids), ...idList(held.visitors.ids)]).size);
  });

  it('goes 70/10/20 by events, up to ties', async () => {
    const { train, validation, test } = splitLog((await loadDataset(buyers!)).log, {
      kind: 'shares',
      validation: 0.1,
      test: 0.2,
    });
    expect([train, validation, test].map((part) => Math.round((1000 * eventCount(part)) / 97_381))).toEqual([
      700, 100, 200,
    ]);
  });
});

describe.skipIf(!sessions)('the session log (retailrocket-sessions, skipped where missing)', () => {
  it('keeps its own test, and cuts as many sessions off train for validation', async () => {
    const { log, givenTest } = await loadDataset(sessions!);
    const split = splitLog(cutSessions(clean(log).log).log, { kind: 'given' }, givenTest);
    expect(() => assertNoLeak(split)).not.toThrow();
    expect(split.warnings).toEqual([]);
    expect(eventCount(split.test)).toBe(24_682);
    expect(distinct(split.test.session)).toBe(4775);
    expect(distinct(split.validation.session)).toBe(4775);

    const { train, held, unknown } = forFinal(split);
    expect([eventCount(train), train.items.size, distinct(train.session)]).toEqual([685_984, 36_968, 126_168]);
    expect([eventCount(held), unknown.events]).toEqual([24_682, 0]);
    expect(forTuning(split).held.session[0]).toBe(126_168 - 4775);
  });
});
