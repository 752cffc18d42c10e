import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type EventKind, quiet } from '../data/index.js';
import { createModel } from '../models/index.js';
import { fitPartsOfLines } from '../testing/fit-parts-of-lines.js';
import type { EventLine } from '../testing/log-of.js';
import { evaluate } from './evaluate.js';
import { targetRanks } from './metrics/target-ranks.js';
import { funnelTask } from './protocols/funnel.js';
import { futureTask } from './protocols/future.js';
import { holdoutTask } from './protocols/holdout.js';
import { nextTask } from './protocols/next.js';
import type { EvaluationTask, Protocol } from './task.js';

/** What `testing/reference-set/make-reference-set.mjs` writes. */
interface ReferenceSet {
  readonly trainEvents: number;
  readonly events: readonly string[];
  readonly holdout: readonly string[];
  readonly reference: readonly {
    readonly model: string;
    readonly protocol: Exclude<Protocol, 'joint'>;
    /** Means by cut-off and metric. */
    readonly figures: Readonly<Record<string, Readonly<Record<string, number>>>>;
    /** For each query the visitor's id and the targets' ranks, 0 where not found. */
    readonly ranks: readonly string[];
  }[];
}

const file = new URL('../testing/reference-set/reference-set.json', import.meta.url);
const set = JSON.parse(await readFile(file, 'utf8')) as ReferenceSet;
const lines = set.events.map((text): EventLine => {
  const [visitor, session, item, event, time] = text.split(' ');
  return {
    visitor: Number(visitor),
    session: Number(session),
    item: Number(item),
    event: event as EventKind,
    time: Number(time),
  };
});
const { train, held } = fitPartsOfLines(lines.slice(0, set.trainEvents), lines.slice(set.trainEvents));
const pairs = set.holdout.map((text) => text.split(' ').map(Number) as [number, number]);
const holdout = {
  visitor: Int32Array.from(pairs, ([visitor]) => visitor),
  item: Int32Array.from(pairs, ([, item]) => item),
};
const taskOf: Readonly<Record<Exclude<Protocol, 'joint'>, () => EvaluationTask>> = {
  next: () => nextTask(train, held),
  future: () => futureTask(train, held),
  funnel: () => funnelTask(train, held),
  holdout: () => holdoutTask(train, holdout),
};

describe.each(set.reference)(
  '$model under P-$protocol, on the reference set',
  ({ model, protocol, figures, ranks }) => {
    const ranked = async () => {
      const task = taskOf[protocol]();
      const recommender = createModel(model);
      await recommender.fit(train, { seed: 1, reporter: quiet, threads: 1 });
      return { task, rankings: await recommender.recommend(task.queries, train.items.size) };
    };

    it('puts every target at the rank that a plain reading gives it', async () => {
      const { task, rankings } = await ranked();
      const found = targetRanks(task, rankings);
      const rows = Array.from(task.queries.visitor, (visitor, query) => {
        const own = [...found.ranks.subarray(found.offsets[query], found.offsets[query + 1])];
        return [train.visitors.idOf(visitor), ...own.map((rank) => (Number.isFinite(rank) ? rank : 0))].join(' ');
      });
      expect(rows.sort()).toEqual([...ranks].sort());
    });

    it('has the figures that follow from these ranks', async () => {
      const { task, rankings } = await ranked();
      const columns = evaluate(task, rankings, { ks: Object.keys(figures).map(Number) });
      expect(columns.length).toBe(2 * 6);
      for (const { metric, k, values } of columns) {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(mean, `${metric}@${k}`).toBeCloseTo(figures[k]![metric]!, 12);
      }
    });
  },
);
