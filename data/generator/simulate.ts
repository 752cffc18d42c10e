import { ADD_TO_CART, TRANSACTION, VIEW } from '../event-log.js';
import type { ProgressTask } from '../progress.js';
import { groupBy, listAt } from '../sparse.js';
import { type BrowsedShop, newView, nextView } from './browse.js';
import { closingTime, dayOf } from './calendar.js';
import { Demand } from './demand.js';
import { logNormal, streamOf } from './draws.js';
import { Funnel } from './funnel.js';
import { published } from './published.js';
import { leastPauseMs, type Schedule } from './schedule.js';
import type { ShopParameters } from './shop.js';
import type { Visitors } from './visitors.js';

/** The events in the order they were drawn: day by day, session by session. Visitors and items by position. */
export interface SimulatedEvents {
  readonly visitor: Int32Array;
  readonly item: Int32Array;
  readonly kind: Uint8Array;
  /** Whole milliseconds since 1970. */
  readonly time: Float64Array;
  /** −1 for other kinds. */
  readonly transaction: Int32Array;
}

/** Lets every visitor of the schedule browse and buy. */
export function simulate(
  parameters: ShopParameters,
  shop: BrowsedShop & { readonly visitors: Visitors },
  schedule: Schedule,
  task: ProgressTask,
): SimulatedEvents {
  const { events, seed, visits, funnel: steps } = parameters;
  const { visitors, catalogue } = shop;
  const random = streamOf(seed, 'simulation');
  const funnel = new Funnel(catalogue, visitors, steps);
  const demand = new Demand(catalogue);
  const log = {
    visitor: new Int32Array(events),
    item: new Int32Array(events),
    kind: new Uint8Array(events),
    time: new Float64Array(events),
    transaction: new Int32Array(events).fill(-1),
  };
  const lastItem = new Int32Array(visitors.budget.length).fill(-1);
  const lastTime = new Float64Array(visitors.budget.length);
  let written = 0;
  let orders = 0;
  let time = 0;

  const write = (visitor: number, item: number, kind: number): void => {
    log.visitor[written] = visitor;
    log.item[written] = item;
    log.kind[written] = kind;
    log.time[written] = Math.floor(time);
    written++;
  };
  const wait = ([seconds, spread]: readonly [number, number]): void => {
    const gap = Math.min(logNormal(seconds * 1000, spread, random), leastPauseMs * 0.8);
    time += Math.min(gap, (closingTime - time) / 2);
  };

  const botRun = (visitor: number, end: number): void => {
    while (written < end) {
      write(visitor, demand.drawUniform(random), VIEW);
      wait(visits.botSeconds);
    }
  };

  const session = (visitor: number, end: number): void => {
    const views: number[] = [];
    const basket: number[] = [];
    const room = (): boolean => written + basket.length < end;
    const before = lastItem[visitor]!;
    let item = before >= 0 && random.float() < visits.continued ? before : newView(shop, demand, visitor, -1, random);
    while (room()) {
      if (views.length > 0) {
        wait(visits.viewSeconds);
        item = nextView(shop, demand, visitor, views, random);
      }
      views.push(item);
      write(visitor, item, VIEW);
      if (room() && random.float() < steps.doubledView) write(visitor, item, VIEW);
      if (!room() || random.float() >= funnel.cartChance(visitor, item)) continue;
      wait(visits.cartSeconds);
      write(visitor, item, ADD_TO_CART);
      if (room() && random.float() < steps.doubledCart) write(visitor, item, ADD_TO_CART);
      if (room() && !basket.includes(item) && random.float() < funnel.orderChance(visitor, item)) basket.push(item);
    }
    lastItem[visitor] = item;
    if (basket.length === 0) return;
    wait(visits.orderSeconds);
    for (const bought of basket) {
      log.transaction[written] = orders;
      write(visitor, bought, TRANSACTION);
    }
    orders++;
  };

  const byDay = groupBy(Int32Array.from(schedule.start, dayOf), published.days);
  for (let day = 0; day < published.days; day++) {
    demand.open(day);
    for (const s of listAt(byDay, day)) {
      const visitor = schedule.visitor[s]!;
      time = schedule.start[s]!;
      const earliest = lastTime[visitor]! + leastPauseMs;
      if (time < earliest) time = Math.min(earliest, (lastTime[visitor]! + closingTime) / 2);
      const end = written + schedule.events[s]!;
      if (visitors.bot[visitor]) botRun(visitor, end);
      else session(visitor, end);
      lastTime[visitor] = time;
    }
    task.update(written);
  }
  return log;
}
