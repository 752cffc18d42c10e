import { afterEach, expect, it, vi } from 'vitest';
import { keepingNotes, packLists, quiet, seededRandom } from '../../data/index.js';
import type { WorkOptions } from '../base/recommender.js';
import type { HnswState, SearchKind } from './contract.js';
import { loadHnswlib } from './hnswlib.js';
import { indexState, openIndex } from './index-state.js';
import { similarVectors } from './similar-vectors.js';

const installed = vi.hoisted(() => ({ isMissing: false }));
vi.mock('./hnswlib.js', async (original) => {
  const actual = await original<typeof import('./hnswlib.js')>();
  return { ...actual, loadHnswlib: async () => (installed.isMissing ? undefined : actual.loadHnswlib()) };
});
afterEach(() => {
  installed.isMissing = false;
});

const hasHnswlib = (await loadHnswlib()) !== undefined;
const hnswIt = it.skipIf(!hasHnswlib);

const factors = 8;
const random = seededRandom(1);
/** Items of very different lengths, as factor models learn them; the last one is zero. */
const items = Float32Array.from({ length: 600 * factors }, (_, at) =>
  at < 599 * factors ? random.normal() / (1 + (Math.floor(at / factors) % 40)) : 0,
);
const queries = Float32Array.from({ length: 30 * factors }, () => random.normal());
const nothing = packLists(Array.from({ length: 30 }, () => []));
const halfOfThem = packLists(Array.from({ length: 30 }, () => Array.from({ length: 300 }, (_, i) => 2 * i)));

const opened = async (kind: SearchKind, vectors: Float32Array, width: number, work: Partial<WorkOptions> = {}) =>
  openIndex(await indexState(kind, vectors, width, work), vectors, width);

const hnswState = (work: Partial<WorkOptions> = {}) => indexState('hnsw', items, factors, work) as Promise<HnswState>;

it('finds the items with the largest inner products, without those excluded and the one that is zero', async () => {
  const three = Float32Array.of(1, 0, 0, 2, 3, 0, 0, 0);
  const index = await opened('exact', three, 2);
  const found = await index.search(Float32Array.of(1, 1, -1, 0), 4, packLists([[2], []]));
  expect([...found.items]).toEqual([1, 0, -1, -1, 1, 0, 2, -1]);
  expect([...found.scores]).toEqual([2, 1, ...[-Infinity, -Infinity], 0, -1, -3, -Infinity]);
});

hnswIt('hnsw: finds nearly what exact search finds, with the same scores, and tells its recall', async () => {
  const reporter = keepingNotes('test', quiet);
  const state = await indexState('hnsw', items, factors, { reporter }, () => queries);
  expect(reporter.notes).toEqual([
    expect.stringMatching(/^hnsw: recall@20 (0\.9\d\d|1\.000) against exact search over 30 vectors$/),
  ]);
  const [hnsw, exact] = [await openIndex(state, items, factors), await opened('exact', items, factors)];
  for (const exclude of [nothing, halfOfThem]) {
    const [found, best] = [await hnsw.search(queries, 20, exclude), await exact.search(queries, 20, exclude)];
    const right = found.items.filter((item, at) => item === best.items[at] && found.scores[at] === best.scores[at]);
    expect(right.length / best.items.length).toBeGreaterThan(0.95);
    expect([...found.items].some((item) => exclude === halfOfThem && item % 2 === 0)).toBe(false);
  }
});

hnswIt('hnsw: finds among many equal vectors, which enter its graph once, what exact search finds', async () => {
  // four items of five are equal, as those that nobody has touched yet
  const [count, width] = [2000, 16];
  const cold = Float32Array.from({ length: width }, () => random.normal());
  const vectors = Float32Array.from({ length: count * width }, (_, at) =>
    Math.floor(at / width) % 5 ? cold[at % width]! : random.normal(),
  );
  const reporter = keepingNotes('test', quiet);
  const state = await indexState('hnsw', vectors, width, { reporter });
  expect(state.kind).toBe('hnsw');
  expect(reporter.notes).toEqual([
    expect.stringMatching(/recall@20 (0\.9[5-9]\d|1\.000) against exact search over 200 vectors$/),
  ]);
  const asked = Float32Array.from([...cold, ...cold.map((value) => -value), ...vectors.subarray(0, width)]);
  const touched = Array.from({ length: 30 }, (_, i) => 1 + 5 * i); // of the equal ones
  const exclude = packLists([touched, [], touched]);
  const [hnsw, exact] = [await openIndex(state, vectors, width), await opened('exact', vectors, width)];
  const found = await hnsw.search(asked, 20, exclude);
  const best = await exact.search(asked, 20, exclude);
  expect(found.items.subarray(0, 20)).toEqual(best.items.subarray(0, 20)); // the equal ones, those excluded left out
  const right = found.scores.filter((score, at) => score === best.scores[at]);
  expect(right.length / best.scores.length).toBeGreaterThan(0.95);
  // all of one group excluded: it is passed over
  const group = Array.from({ length: count }, (_, i) => i).filter((item) => item % 5);
  const without = await hnsw.search(asked.subarray(0, width), 20, packLists([group]));
  expect(without.items.every((item) => item % 5 === 0)).toBe(true);
});

hnswIt('hnsw: hands over to exact search where it finds too little, and says so', async () => {
  // 100 factors of pure noise: there are no neighbourhoods to walk through
  const width = 100;
  const noise = Float32Array.from({ length: 8000 * width }, () => random.normal());
  const queries = Float32Array.from({ length: 20 * width }, () => random.normal());
  const reporter = keepingNotes('test', quiet);
  const state = await indexState('hnsw', noise, width, { reporter }, () => queries, [200]);
  expect(state).toEqual({ kind: 'exact' });
  expect(reporter.notes).toEqual([
    expect.stringMatching(/^hnsw: recall@200 0\.\d{3} .* vectors: below 0\.95, exact search serves$/),
  ]);
});

hnswIt('hnsw: gives the same graph for the same seed', async () => {
  expect(await hnswState({ seed: 3 })).toEqual(await hnswState({ seed: 3 }));
});

hnswIt('hnsw: a k beyond the catalogue, nothing left, a query of zeros and no item at all', async () => {
  const hnsw = await opened('hnsw', Float32Array.of(1, 2, 0, 3), 1);
  expect([...(await hnsw.search(Float32Array.of(1), 5, packLists([[1]]))).items]).toEqual([3, 0, -1, -1, -1]);
  expect([...(await hnsw.search(Float32Array.of(1), 1, packLists([[0, 1, 3]]))).items]).toEqual([-1]);
  expect([...(await hnsw.search(Float32Array.of(0), 1, packLists([[]]))).items]).toEqual([-1]);
  const empty = await opened('hnsw', new Float32Array(3), 1);
  expect([...(await empty.search(Float32Array.of(1), 1, packLists([[]]))).items]).toEqual([-1]);
});

it('asks for vectors to measure recall on only where there is a recall to measure', async () => {
  const never = () => expect.unreachable('nobody needs them');
  expect(await indexState('exact', items, factors, {}, never)).toEqual({ kind: 'exact' });
});

it.each(['exact', 'hnsw'] as const)(
  '%s: scores given items as a search does, and nothing that it would not find',
  async (kind) => {
    const index = await opened(kind, items, factors);
    const { items: found, scores } = await index.search(queries, 20, halfOfThem);
    const asked = (query: number) => [...found.subarray(query * 20, (query + 1) * 20).toReversed(), 0, 2, 599, 600];
    const given = index.score(queries, packLists(Array.from({ length: 30 }, (_, query) => asked(query))), halfOfThem);
    for (let query = 0; query < 30; query++) {
      const [own, others] = [
        given.subarray(24 * query, 24 * query + 20),
        given.subarray(24 * query + 20, 24 * query + 24),
      ];
      expect(own.toReversed()).toEqual(scores.subarray(query * 20, (query + 1) * 20));
      expect(others.every((score) => score === Number.NEGATIVE_INFINITY)).toBe(true);
    }
    const zero = index.score(new Float32Array(factors), packLists([[1]]), packLists([[]]));
    expect([...zero]).toEqual([Number.NEGATIVE_INFINITY]);
  },
);

hnswIt('hnsw: brings ef along, which the graph itself forgets', async () => {
  const state = await hnswState();
  const [narrow, wide] = await Promise.all(
    [1, 500].map(async (ef) => {
      const index = await openIndex({ ...state, ef }, items, factors);
      return index.search(queries, 1, nothing);
    }),
  );
  expect(wide).not.toEqual(narrow);
});

hnswIt('hnsw: refuses an index of another version, or a graph that cannot be read', async () => {
  const state = await hnswState();
  await expect(openIndex({ ...state, version: 0 }, items, factors)).rejects.toThrow(
    /saved by version 0 of the index\n {2}expected: version 2: fit and save again/,
  );
  const graph = state.graph.subarray(0, 100);
  await expect(openIndex({ ...state, graph }, items, factors)).rejects.toThrow(/cannot be read .*\n.*fit and save/);
});

hnswIt('hnsw: where the package is missing exact search serves, and says so once', async () => {
  const state = await hnswState();
  const exact = await (await opened('exact', items, factors)).search(queries, 20, nothing);
  installed.isMissing = true;
  const notes: string[] = [];
  const context = { reporter: { ...quiet, say: (about: string, text: string) => notes.push(`${about}: ${text}`) } };
  const built = await opened('hnsw', items, factors, context);
  expect(await built.search(queries, 20, nothing, context)).toEqual(exact);
  expect(notes).toEqual([expect.stringMatching(/^hnsw: .* hnswlib-node could not be .*exact search serves$/)]);
  const restored = await openIndex(state, items, factors);
  for (let i = 0; i < 2; i++) expect(await restored.search(queries, 20, nothing, context)).toEqual(exact);
  expect(notes.length).toBe(2);
});

hnswIt(
  'hnsw: finds the largest inner products while it looks at few items, since the longest are linked first',
  async () => {
    const state = await hnswState();
    const narrow = await openIndex({ ...state, ef: 20 }, items, factors);
    const best = await (await opened('exact', items, factors)).search(queries, 10, nothing);
    const found = await narrow.search(queries, 10, nothing);
    const right = found.items.filter((item, at) => item === best.items[at]);
    expect(right.length / best.items.length).toBeGreaterThan(0.95);
  },
);

it.each(['exact', 'hnsw'] as const)('%s: stops when it is told to', async (kind) => {
  const abort = AbortSignal.abort(new Error('stopped by the test'));
  const index = await opened(kind, items, factors);
  await expect(index.search(queries, 5, nothing, { abort })).rejects.toThrow('stopped by the test');
  if (hasHnswlib) await expect(hnswState({ abort })).rejects.toThrow('stopped by the test');
});

it.each(['exact', 'hnsw'] as const)('%s: refuses vectors that are not finite', async (kind) => {
  await expect(opened(kind, Float32Array.of(1, Number.NaN), 1)).rejects.toThrow('the vector of item 1 holds NaN');
  const index = await opened(kind, Float32Array.of(1, 2), 1);
  await expect(index.search(Float32Array.of(Number.NaN), 1, packLists([[]]))).rejects.toThrow('query 0 holds NaN');
});

it('finds the vectors of the nearest direction, itself and zeros left out, ties by the smaller id', () => {
  const vectors = Float32Array.of(...[2, 0], ...[0, 1], ...[1, 1], ...[0, 0], ...[1, 1], ...[-1, 0]);
  const { items: similar, scores } = similarVectors(vectors, 2, 0, 3);
  expect([...similar]).toEqual([2, 4, 1]);
  expect([...scores]).toEqual([Math.SQRT1_2, Math.SQRT1_2, 0].map((cosine) => expect.closeTo(cosine, 12)));
  expect(similarVectors(vectors, 2, 3, 3).items.length).toBe(0);
});
