import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventLog, eventCount, filterEvents, VIEW } from '../event-log.js';
import { loadDataset } from '../load/load-dataset.js';
import { seededRandom } from '../random.js';
import { cutSessions } from '../sessions.js';
import { dayOf } from './calendar.js';
import { generateShop } from './generate-shop.js';
import { oracleScores } from './oracle.js';
import { readTruth, type ShopTruth } from './truth.js';

const k = 20;
const trainDays = 110;

/** One next view of a session after the train days: shop ids. */
interface Query {
  readonly context: number[];
  readonly visitor: number;
  readonly time: number;
  readonly target: number;
}

let folder: string;
let truth: ShopTruth;
let log: EventLog;
let queries: Query[];
/** The oracle's first {@link k} of each query. */
let asOracle: Map<Query, ReturnType<typeof oracleScores>>;
beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'oracle-')), 'shop');
  await generateShop({ events: 50_000, seed: 1, folder });
  truth = await readTruth(folder);
  const { log: all } = await loadDataset(folder);
  ({ log } = cutSessions(filterEvents(all, (event) => all.event[event] === VIEW && !isBot(all, event))));
  queries = testQueries().filter((_, i) => i % 6 === 0);
  asOracle = new Map(queries.map((query) => [query, oracleScores(truth, query.context, query.visitor, query.time, k)]));
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

const isBot = (of: EventLog, event: number): boolean =>
  truth.visitors.bot[Number(of.visitors.idOf(of.visitor[event]!))] === 1;
const isTrain = (event: number): boolean => dayOf(log.time[event]!) < trainDays;

function testQueries(): Query[] {
  const sessions = new Map<number, number[]>();
  const found: Query[] = [];
  for (let event = 0; event < eventCount(log); event++) {
    const item = Number(log.items.idOf(log.item[event]!));
    const before = sessions.get(log.session[event]!) ?? [];
    sessions.set(log.session[event]!, before);
    if (before.length > 0 && !isTrain(event))
      found.push({
        context: [...before],
        visitor: Number(log.visitors.idOf(log.visitor[event]!)),
        time: log.time[event]!,
        target: item,
      });
    before.push(item);
  }
  return found;
}

/** Share of the queries whose target is among the first 20 of the list. */
const hitRate = (rank: (query: Query) => readonly number[]): number =>
  queries.filter((query) => rank(query).slice(0, k).includes(query.target)).length / queries.length;

/** Items by how many train sessions they share with the last item, itself first: plain counting. */
function coOccurrence(): (query: Query) => readonly number[] {
  const sessions = new Map<number, Set<number>>();
  for (let event = 0; event < eventCount(log); event++) {
    if (!isTrain(event)) continue;
    const session = sessions.get(log.session[event]!) ?? new Set();
    sessions.set(log.session[event]!, session.add(Number(log.items.idOf(log.item[event]!))));
  }
  const counts = new Map<number, Map<number, number>>();
  for (const session of sessions.values())
    for (const a of session) {
      const row = counts.get(a) ?? new Map<number, number>();
      counts.set(a, row);
      for (const b of session) if (b !== a) row.set(b, (row.get(b) ?? 0) + 1);
    }
  return ({ context }) => {
    const neighbours = [...(counts.get(context.at(-1)!) ?? [])].sort((a, b) => b[1] - a[1]);
    return [context.at(-1)!, ...neighbours.map(([item]) => item)];
  };
}

function popularity(): readonly number[] {
  const counts = new Map<number, number>();
  for (let event = 0; event < eventCount(log); event++) {
    const item = Number(log.items.idOf(log.item[event]!));
    if (isTrain(event)) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([item]) => item);
}

describe('oracleScores', () => {
  it('ranks better than counting co-occurrence, that better than popularity, and that better than chance', () => {
    const popular = popularity();
    const random = seededRandom(1);
    const rates = {
      oracle: hitRate((query) => [...asOracle.get(query)!.items]),
      coOccurrence: hitRate(coOccurrence()),
      popular: hitRate(() => popular),
      random: hitRate(() => Array.from({ length: k }, () => popular[random.int(popular.length)]!)),
    };
    console.log(`hitRate@${k} on ${queries.length} next views`, rates);
    expect(rates.oracle).toBeGreaterThan(rates.coOccurrence + 0.1);
    expect(rates.coOccurrence).toBeGreaterThan(rates.popular + 0.1);
    expect(rates.popular).toBeGreaterThan(2 * rates.random);
  });

  it('gives probabilities that come true: its lists hold the next view as often as they say', () => {
    const said = queries.reduce((sum, query) => sum + asOracle.get(query)!.scores.reduce((a, b) => a + b, 0), 0);
    const came = hitRate((query) => [...asOracle.get(query)!.items]);
    const expected = said / queries.length;
    const standardError = Math.sqrt((expected * (1 - expected)) / queries.length);
    expect(Math.abs(came - expected)).toBeLessThan(3 * standardError);
  });

  it('gives the first k of the whole ranking when asked for k', () => {
    const { context, visitor, time } = queries[11]!;
    const whole = oracleScores(truth, context, visitor, time);
    const first = oracleScores(truth, context, visitor, time, 7);
    expect(first).toEqual({ items: whole.items.slice(0, 7), scores: whole.scores.slice(0, 7) });
  });

  it('sums to one, best first, over shop ids', () => {
    const { context, visitor, time } = queries[10]!;
    for (const views of [context, [], [-5]]) {
      const { items, scores } = oracleScores(truth, views, visitor, time);
      expect(scores.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
      expect([...scores]).toEqual([...scores].sort((a, b) => b - a));
      expect([...items].every((item) => truth.position.has(item))).toBe(true);
    }
  });
});
