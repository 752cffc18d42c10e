import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADD_TO_CART, type EventLog, eventCount, TRANSACTION, VIEW } from '../event-log.js';
import { loadDataset } from '../load/load-dataset.js';
import { Funnel } from './funnel.js';
import { generateShop } from './generate-shop.js';
import { readTruth, type ShopTruth } from './truth.js';

const folder = join(mkdtempSync(join(tmpdir(), 'funnel-')), 'shop');
let truth: ShopTruth;
let log: EventLog;
beforeAll(async () => {
  await generateShop({ events: 50_000, seed: 1, folder });
  truth = await readTruth(folder);
  ({ log } = await loadDataset(folder));
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

/** Events of one kind whose visitor and item (positions) answer a question with yes, and with no. */
function count(kind: number, question: (visitor: number, item: number) => boolean): { yes: number; no: number } {
  const counts = { yes: 0, no: 0 };
  for (let event = 0; event < eventCount(log); event++) {
    const visitor = Number(log.visitors.idOf(log.visitor[event]!));
    const item = truth.position.get(Number(log.items.idOf(log.item[event]!)))!;
    if (log.event[event] === kind) counts[question(visitor, item) ? 'yes' : 'no']++;
  }
  return counts;
}

const inStyle = (visitor: number, item: number): boolean =>
  truth.catalogue.style[item] === truth.visitors.style[visitor];
const isGood = (_: number, item: number): boolean => truth.catalogue.quality[item]! > 1;

describe('the funnel of a generated log', () => {
  it('shows a visitor more items in their style, and sees more of those put into the cart', () => {
    const views = count(VIEW, inStyle);
    const carts = count(ADD_TO_CART, inStyle);
    // One item in four is in a visitor's style and weighs three times as much: half, but for what has only one style.
    expect(views.yes / (views.yes + views.no)).toBeGreaterThan(0.4);
    expect(carts.yes / views.yes).toBeGreaterThan((1.2 * carts.no) / views.no);
  });

  it('sees good items put into the cart more often than others', () => {
    const views = count(VIEW, isGood);
    const carts = count(ADD_TO_CART, isGood);
    expect(carts.yes / views.yes).toBeGreaterThan((2 * carts.no) / views.no);
  });

  it('sees more of the carts ordered that are likelier to be, by visitor and fit', () => {
    const funnel = new Funnel(truth.catalogue, truth.visitors, truth.parameters.funnel);
    const isLikely = (visitor: number, item: number): boolean => funnel.orderChance(visitor, item) > 0.5;
    const carts = count(ADD_TO_CART, isLikely);
    const orders = count(TRANSACTION, isLikely);
    expect(orders.yes / carts.yes).toBeGreaterThan((1.5 * orders.no) / carts.no);
  });
});

describe('Funnel', () => {
  it('multiplies the chance of a cart event by what a fitting style gives', () => {
    const { catalogue, visitors, parameters } = truth;
    const steps = parameters.funnel;
    const item = catalogue.style.indexOf(0);
    const [matching, other] = [0, 1].map((style) => visitors.style.indexOf(style));
    const alike = {
      ...visitors,
      readiness: visitors.readiness.map(() => 0.1),
      favourites: visitors.favourites.map(() => -1),
    };
    const funnel = new Funnel(catalogue, alike, steps);
    const ratio = funnel.cartChance(matching!, item, false) / funnel.cartChance(other!, item, false);
    expect(ratio).toBeCloseTo(Math.exp(steps.styleFit), 10);
    const begun = funnel.cartChance(other!, item, true) / funnel.cartChance(other!, item, false);
    expect(begun).toBeCloseTo(steps.momentum, 10);
    expect(funnel.orderChance(matching!, item)).toBeGreaterThan(funnel.orderChance(other!, item));
  });
});
