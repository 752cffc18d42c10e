import { ADD_TO_CART, TRANSACTION, VIEW } from '../event-log.js';
import type { Random } from '../random.js';
import type { ProgressBar } from '../reporter.js';
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

/** The events in the order in which they were drawn: day by day, session by session. Visitors and items are given by position. */
export interface SimulatedEvents {
  readonly visitor: Int32Array;
  readonly item: Int32Array;
  readonly kind: Uint8Array;
  /** Whole milliseconds since 1970. */
  readonly time: Float64Array;
  /** −1 for other kinds. */
  readonly transaction: Int32Array;
}

/** Simulates the browsing and buying of every visitor in the schedule. */
export function simulate(
  parameters: ShopParameters,
  shop: SimulatedShop,
  schedule: Schedule,
  bar: ProgressBar,
): SimulatedEvents {
  const simulation = new Simulation(parameters, shop);
  const byDay = groupBy(Int32Array.from(schedule.start, dayOf), published.days);
  for (let day = 0; day < published.days; day++) {
    simulation.open(day);
    for (const session of listAt(byDay, day))
      simulation.visit(schedule.visitor[session]!, schedule.start[session]!, schedule.events[session]!);
    bar.update(simulation.written);
  }
  return simulation.log;
}

type SimulatedShop = BrowsedShop & { readonly visitors: Visitors };

class Simulation {
  readonly log: SimulatedEvents;
  /** Number of events so far. */
  written = 0;
  readonly #parameters: ShopParameters;
  readonly #shop: SimulatedShop;
  readonly #random: Random;
  readonly #funnel: Funnel;
  readonly #demand: Demand;
  /** Each visitor's last viewed item, and the time of the last event, in earlier sessions. */
  readonly #lastItem: Int32Array;
  readonly #lastTime: Float64Array;
  #time = 0;
  #orders = 0;

  constructor(parameters: ShopParameters, shop: SimulatedShop) {
    const { events, visitors } = parameters;
    this.#parameters = parameters;
    this.#shop = shop;
    this.#random = streamOf(parameters.seed, 'simulation');
    this.#funnel = new Funnel(shop.catalogue, shop.visitors, parameters.funnel);
    this.#demand = new Demand(shop.catalogue);
    this.#lastItem = new Int32Array(visitors).fill(-1);
    this.#lastTime = new Float64Array(visitors);
    this.log = {
      visitor: new Int32Array(events),
      item: new Int32Array(events),
      kind: new Uint8Array(events),
      time: new Float64Array(events),
      transaction: new Int32Array(events).fill(-1),
    };
  }

  open(day: number): void {
    this.#demand.open(day);
  }

  /** Simulates one session of exactly `events` events. */
  visit(visitor: number, start: number, events: number): void {
    const earliest = this.#lastTime[visitor]! + leastPauseMs;
    this.#time = Math.max(start, Math.min(earliest, (this.#lastTime[visitor]! + closingTime) / 2));
    if (this.#shop.visitors.bot[visitor]) this.#crawl(visitor, this.written + events);
    else this.#browse(visitor, this.written + events);
    this.#lastTime[visitor] = this.#time;
  }

  /** A bot views items for sale at random, one after the other. */
  #crawl(visitor: number, end: number): void {
    while (this.written < end) {
      this.#write(visitor, this.#demand.drawUniform(this.#random), VIEW);
      this.#wait(this.#parameters.visits.botSeconds);
    }
  }

  #browse(visitor: number, end: number): void {
    const { visits, funnel } = this.#parameters;
    const random = this.#random;
    const views: number[] = [];
    const basket: number[] = [];
    let begun = false;
    let item = this.#firstView(visitor);
    while (this.written + basket.length < end) {
      if (views.length > 0) {
        this.#wait(visits.viewSeconds);
        item = nextView(this.#shop, this.#demand, visitor, views, random);
      }
      views.push(item);
      this.#write(visitor, item, VIEW);
      if (this.written + basket.length < end && random.float() < funnel.doubledView) this.#write(visitor, item, VIEW);
      if (this.written + basket.length >= end || random.float() >= this.#funnel.cartChance(visitor, item, begun))
        continue;
      begun = true;
      this.#wait(visits.cartSeconds);
      this.#write(visitor, item, ADD_TO_CART);
      if (this.written + basket.length >= end) continue;
      if (random.float() < funnel.doubledCart) this.#write(visitor, item, ADD_TO_CART);
      else if (!basket.includes(item) && random.float() < this.#funnel.orderChance(visitor, item)) basket.push(item);
    }
    this.#lastItem[visitor] = item;
    if (basket.length > 0) this.#order(visitor, basket);
  }

  #firstView(visitor: number): number {
    const before = this.#lastItem[visitor]!;
    if (before >= 0 && this.#random.float() < this.#parameters.visits.continued) return before;
    return newView(this.#shop, this.#demand, visitor, -1, this.#random);
  }

  /** Orders the basket at one moment, under one transaction id. */
  #order(visitor: number, basket: readonly number[]): void {
    this.#wait(this.#parameters.visits.orderSeconds);
    for (const item of basket) {
      this.log.transaction[this.written] = this.#orders;
      this.#write(visitor, item, TRANSACTION);
    }
    this.#orders++;
  }

  #write(visitor: number, item: number, kind: number): void {
    const { log } = this;
    log.visitor[this.written] = visitor;
    log.item[this.written] = item;
    log.kind[this.written] = kind;
    log.time[this.written] = Math.min(Math.floor(this.#time), closingTime - 1);
    this.written++;
  }

  /** Advances the time by less than would end the session, and never past the log's end. */
  #wait([seconds, spread]: readonly [number, number]): void {
    const pause = Math.min(logNormal(seconds * 1000, spread, this.#random), leastPauseMs * 0.8);
    this.#time += Math.min(pause, (closingTime - this.#time) / 2);
  }
}
