import { expect, it } from 'vitest';
import {
  clean,
  cutSessions,
  type EventKind,
  type EventLog,
  eventKinds,
  forFinal,
  type Id,
  idList,
  idsOf,
  isText,
  quiet,
  seededRandom,
  splitLog,
} from '../data/index.js';
import { catalogueOf, evaluateModel, type Protocol } from '../evaluation/index.js';
import { itemCategories, itemTokens } from '../features/index.js';
import { createModel } from '../models/index.js';
import { contentOf, propertiesOf, treeOf } from '../testing/content-of.js';
import { logOf } from '../testing/log-of.js';
import { readableQueries } from '../testing/readable-queries.js';
import type { DatasetFacts } from './files/dataset-facts-file.js';
import { makeTask } from './stages/make-task.js';

const minute = 60_000;
const random = seededRandom(5);

/** Visits of 40 visitors, each to four neighbouring items of 30, some of which are put into a cart and bought. */
const visits = Array.from({ length: 240 }, (_, visit) => {
  const visitor = 7 * random.int(40);
  const first = random.int(30);
  return [0, 1, 2, 3].flatMap((step) => {
    const item = 11 * ((first + step) % 30);
    const kinds = eventKinds.slice(0, 1 + random.int(3));
    return kinds.map((event: EventKind, i) => ({ visitor, item, event, time: (60 * visit + 3 * step + i) * minute }));
  });
}).flat();

/** The shop as it writes its ids: `write` must keep their order. */
function shopOf(write: (id: number) => Id): { log: EventLog; content: ReturnType<typeof contentOf> } {
  const log = logOf(
    visits.map((line, order) => ({
      ...line,
      visitor: write(line.visitor),
      item: write(line.item),
      ...(line.event === 'transaction' && { transaction: write(order) }),
    })),
  );
  const items = Array.from({ length: 30 }, (_, item) => [write(11 * item), { category: write(100 + (item % 4)) }]);
  const tree = [0, 1, 2, 3].map((category) => [write(100 + category), write(50 + (category % 2))]);
  const content = { properties: propertiesOf(Object.fromEntries(items)), categories: treeOf(Object.fromEntries(tree)) };
  return { log, content: contentOf(content) };
}

/** One item for each visitor; that of the first is unknown to the log. */
const holdoutOf = (write: (id: number) => Id) => ({
  visitor: idsOf(Array.from({ length: 40 }, (_, visitor) => write(7 * visitor))),
  item: idsOf(Array.from({ length: 40 }, (_, visitor) => write(visitor === 0 ? 999 : 11 * ((5 * visitor) % 30)))),
});

/** All that a shop's log comes to, with `read` the number of each id. */
async function results(write: (id: number) => Id, read: (id: Id) => number, protocol: Protocol) {
  const { log, content } = shopOf(write);
  const { log: cut } = cutSessions(clean(log).log);
  const how =
    protocol === 'holdout' ? ({ kind: 'whole' } as const) : { kind: 'shares' as const, validation: 0.1, test: 0.3 };
  const parts = forFinal(splitLog(cut, how));
  const { train, held } = parts;
  const asked = { protocol, on: 'test', seed: 3, evaluation: {} } as const;
  const task = makeTask(asked, parts, { name: 'any', holdout: holdoutOf(write) } as DatasetFacts);
  const { category, categories } = itemCategories(train.items, content);
  const figures = [];
  for (const name of ['popular', 'item-knn', 'als', 'stan', 'content', 'association-rules', 'item2vec']) {
    const model = createModel(name);
    await model.fit(train, { seed: 3, reporter: quiet, threads: 1, content });
    const rankings = await model.recommend(task.queries, 10);
    const options = { ks: [5, 10], seed: 3, resamples: 50 };
    const { metrics } = evaluateModel(task, rankings, catalogueOf(train, category), options, held);
    const lists = Array.from(rankings.items, (item) => (item < 0 ? -1 : read(train.items.idOf(item))));
    figures.push({ name, metrics, lists });
  }
  const numbers = ({ visitor, context, targets, exclude }: ReturnType<typeof readableQueries>[number]) =>
    [[visitor], context, targets, exclude].map((ids) => ids.map(read));
  return {
    isText: [train.visitors, train.items, train.orders, categories].map(({ ids }) => isText(ids)),
    ids: [train.visitors, held.visitors, train.items, train.orders, categories].map(({ ids }) => idList(ids).map(read)),
    queries: readableQueries(task, held).map(numbers),
    tokens: itemTokens(train.items, content).names.map((token) => read(token.replace('category:', ''))),
    figures,
  };
}

it.each(['next', 'future', 'funnel', 'holdout', 'joint'] as const)(
  'a log with texts for ids comes to the same figures and lists as with numbers, by P-%s',
  async (protocol) => {
    const { isText: ofNumbers, ...numbers } = await results((id) => id, Number, protocol);
    // Beyond 2⁵³, where doubles would take neighbours for equal; all of one length, so that texts are in the numbers' order.
    const write = (id: number) => `${2053013555631882655n + BigInt(id)}`;
    const read = (id: Id) => Number(BigInt(id) - 2053013555631882655n);
    const { isText: ofTexts, ...texts } = await results(write, read, protocol);
    expect([ofNumbers, ofTexts]).toEqual([Array(4).fill(false), Array(4).fill(true)]);
    expect(texts).toEqual(numbers);
    expect(
      numbers.figures.every(({ metrics }) => metrics[protocol === 'joint' ? 'joint@10' : 'recall@10']!.mean > 0),
    ).toBe(true);
  },
);
