import { beforeAll, describe, expect, it } from 'vitest';
import { type Dataset, type FitParts, forFinal, listAt, loadDataset, splitLog, type Test } from '../../data/index.js';
import { contextItems } from '../../models/index.js';
import { sharedData } from '../../testing/shared-data.js';
import { funnelTask } from './funnel.js';
import { futureTask } from './future.js';
import { holdoutTask } from './holdout.js';

const dir = sharedData('retailrocket-buyers');

describe.skipIf(!dir)(`the protocols on retailrocket-buyers${dir ? '' : ' (skipped: the data is not here)'}`, () => {
  let dataset: Dataset;
  let parts: FitParts<Test>;

  beforeAll(async () => {
    dataset = await loadDataset(dir!);
    parts = forFinal(splitLog(dataset.log, { kind: 'shares', validation: 0.1, test: 0.2 }));
  });

  it('P-future asks for no item of a visitor’s past, and only of visitors that train knows', () => {
    const { train, held, knownVisitors } = parts;
    const task = futureTask(train, held);
    const touched = new Set(Array.from(train.item, (item, event) => `${train.visitor[event]} ${item}`));
    const leaks: string[] = [];
    task.queries.visitor.forEach((visitor, query) => {
      expect(visitor).toBeLessThan(knownVisitors);
      const pairs = Array.from(listAt(task.targets, query), (item) => `${visitor} ${item}`);
      leaks.push(...pairs.filter((pair) => touched.has(pair)));
      const own = new Set(contextItems(task.queries, query));
      expect([...listAt(task.queries.exclude, query)]).toEqual([...own].sort((x, y) => x - y));
    });
    expect(leaks).toEqual([]);
    expect(task.queries.visitor.length).toBeGreaterThan(200);
  });

  it('P-funnel asks for every held cart and purchase, and shows nothing of its moment or later', () => {
    const { train, held } = parts;
    const { queries, targets } = funnelTask(train, held);
    expect(queries.visitor.length).toBe(held.event.filter((kind) => kind > 0).length);
    for (let query = 0; query < queries.visitor.length; query += 40) {
      const before = [train, held].flatMap((log) =>
        [...log.time].filter((time, i) => log.visitor[i] === queries.visitor[query] && time < queries.time[query]!),
      );
      expect([...queries.events.time.subarray(queries.from[query]!, queries.to[query]!)]).toEqual(before);
      expect(listAt(targets, query).length).toBe(1);
    }
  });

  it('P-holdout asks every visitor for the purchase held out, also of an item that the log does not know', () => {
    const { train } = forFinal(splitLog(dataset.log, { kind: 'whole' }));
    const { queries, counts, targets, items } = holdoutTask(train, dataset.holdout!);
    expect(counts).toMatchObject({
      'holdout pairs': 2174,
      'pairs of visitors unknown to the log, left out': 0,
      'pairs that the log holds already, left out': 0,
      queries: 2174,
      'targets of items unknown to the log, never found': 211,
    });
    expect(queries.visitor.length).toBe(2174);
    expect(targets.values.filter((item) => item >= items).length).toBe(211);
  });
});
