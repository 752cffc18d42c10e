import { describe, expect, it } from 'vitest';
import { sharedData } from '../../testing/shared-data.js';
import type { EventLog } from '../event-log.js';
import { idList } from '../ids.js';
import { loadDataset } from './load-dataset.js';

const kinds = (log: EventLog) => {
  const counts = [0, 0, 0];
  for (const kind of log.event) counts[kind]!++;
  return counts;
};

const size = (log: EventLog) => [log.time.length, log.visitors.size, log.items.size];

const isSorted = (log: EventLog) =>
  log.time.every(
    (time, i) => i === 0 || time > log.time[i - 1]! || (time === log.time[i - 1]! && log.row[i]! > log.row[i - 1]!),
  );

const sample = sharedData('retailrocket-sample');
describe.skipIf(!sample)('the RetailRocket sample (../shared/data/retailrocket-sample)', () => {
  it('has the counts of the original rows, sorted, and the whole category tree', async () => {
    const { layout, log, categories, complete, outOfOrder, rejects, files } = await loadDataset(sample!);
    expect(layout).toBe('retailrocket');
    expect(size(log)).toEqual([9_385, 5_000, 6_610]);
    expect(kinds(log)).toEqual([9_076, 263, 46]);
    expect(categories?.parent.length).toBe(1_669);
    expect(log.clock).toBe('wall');
    expect(isSorted(log)).toBe(true);
    expect(outOfOrder).toBeGreaterThan(0);
    expect(rejects).toEqual([]);
    expect(complete).toBe(false);
    expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['events.csv', 320_613],
      ['category_tree.csv', 14_454],
    ]);
  });

  it('keeps the first row of the file under its own ids', async () => {
    const { log } = await loadDataset(sample!);
    const at = log.row.indexOf(0); // 1433193132535,1134473,view,396045,
    expect(log.time[at]).toBe(1433193132535);
    expect(log.visitors.idOf(log.visitor[at]!)).toBe(1134473);
    expect(log.items.idOf(log.item[at]!)).toBe(396045);
    expect([log.event[at], log.transaction[at], log.session[at]]).toEqual([0, -1, -1]);
  });
});

const buyers = sharedData('retailrocket-buyers');
describe.skipIf(!buyers)('the buyers (../shared/data/retailrocket-buyers)', () => {
  it('has its counts, and a holdout of one purchase a visitor', async () => {
    const { name, log, holdout } = await loadDataset(buyers!);
    expect(name).toBe('retailrocket-buyers');
    expect(size(log)).toEqual([97_381, 2_174, 29_905]);
    expect(kinds(log)).toEqual([75_374, 12_456, 9_551]);
    expect(new Set(idList(holdout!.visitor)).size).toBe(2_174);
    expect(idList(holdout!.item).slice(0, 3)).toEqual([4, 763, 1072]);
    expect(log.event.every((kind, i) => (kind === 2) === (log.transaction[i] !== -1))).toBe(true);
  });
});

const sessions = sharedData('retailrocket-sessions');
describe.skipIf(!sessions)('the sessions (../shared/data/retailrocket-sessions)', () => {
  it('has its counts, train before test, and positions for a clock', async () => {
    const { layout, log, givenTest, eventRows } = await loadDataset(sessions!);
    expect(layout).toBe('session-tsv');
    expect(log.items.size).toBe(36_968);
    expect(log.visitors.size).toBe(126_168 + 4_775);
    expect(givenTest?.filter((test) => test === 0).length).toBe(685_984);
    expect(givenTest?.filter((test) => test === 1).length).toBe(24_682);
    expect(givenTest?.indexOf(1)).toBe(685_984);
    expect(eventRows.map(({ file, rows }) => [file, rows])).toEqual([
      ['train.tsv', 685_984],
      ['test.tsv', 24_682],
    ]);
    expect(log.clock).toBe('order');
    expect(isSorted(log)).toBe(true);
    expect(log.session).toEqual(log.visitor);
    expect(new Set(log.session.filter((_, i) => givenTest![log.row[i]!])).size).toBe(4_775);
  });
});

const movieLens = sharedData('movielens-100k');
describe.skipIf(!movieLens)('MovieLens 100k (../shared/data/movielens-100k)', () => {
  it('has its counts, each rating a view', async () => {
    const { layout, log } = await loadDataset(movieLens!);
    expect(layout).toBe('movielens-100k');
    expect(size(log)).toEqual([100_000, 943, 1_682]);
    expect(kinds(log)).toEqual([100_000, 0, 0]);
    expect(new Date(log.time[0]!).getUTCFullYear()).toBe(1997);
  });
});
