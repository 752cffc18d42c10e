import {
  type EventLog,
  eventCount,
  eventKinds,
  groupBy,
  InputError,
  type Lists,
  type WeightedLists,
} from '../data/index.js';
import type { Signal, SignalMatrix, SignalStatistics } from './signal.js';

const dayMs = 86_400_000;

/** Events of some rows (visitors, queries), each row's oldest first, and the moment each row is looked at from. */
export interface RowEvents {
  /** Positions of the events of each row, oldest first. */
  readonly rows: Lists;
  readonly item: Int32Array;
  readonly kind: Uint8Array;
  /** Milliseconds. */
  readonly time: Float64Array;
  readonly now: (row: number) => number;
}

/**
 * What each visitor's events say of each item: Σ weight(kind) · decay(age) · repeats^n over the events of the pair (n
 * before it), at most `cap`, then weighted. Age counts back from the end of the log.
 *
 * With weights 1/3/5 and repeats .8, view, view, cart of one item is worth 1 + .8 · 1 + .64 · 3 = 3.72.
 * @throws InputError when decay is asked of a log without a clock, or nothing of the log is worth anything.
 */
export function signalMatrix(log: EventLog, signal: Signal): SignalMatrix {
  if (signal.decay !== 'none' && log.clock === 'order')
    throw new InputError('signal: decay needs times, and this log only has an order', {}, 'decay "none"');
  const end = log.time[eventCount(log) - 1] ?? 0;
  const rows = groupBy(log.visitor, log.visitors.size);
  const raw = rawSignals({ rows, item: log.item, kind: log.event, time: log.time, now: () => end }, signal);
  if (raw.values.length === 0)
    throw new InputError('the visitor × item matrix is empty', {}, 'events whose kind has a weight above 0');
  const statistics = statisticsOf(raw, log.items.size);
  weigh(raw, signal, statistics);
  return { ...raw, statistics };
}

/** The signals of rows unseen in training, weighted as the matrix was; items that it does not know are left out. */
export function rowSignals(events: RowEvents, signal: Signal, statistics: SignalStatistics): WeightedLists {
  const matrix = rawSignals(events, signal, statistics.idf.length);
  weigh(matrix, signal, statistics);
  return matrix;
}

/** Before weighting; pairs that are worth nothing are left out. */
function rawSignals({ rows, item, kind, time, now }: RowEvents, signal: Signal, items = Number.POSITIVE_INFINITY) {
  const byKind = eventKinds.map((name) => signal.weights[name]);
  const decay = decayOf(signal.decay);
  const offsets = new Int32Array(rows.offsets.length);
  const values = new Int32Array(rows.values.length);
  const weights = new Float32Array(rows.values.length);
  const worth = new Map<number, { sum: number; factor: number }>();
  let size = 0;
  for (let row = 0; row + 1 < offsets.length; row++) {
    worth.clear();
    for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at++) {
      const event = rows.values[at]!;
      if (item[event]! >= items) continue;
      const pair = worth.get(item[event]!) ?? { sum: 0, factor: 1 };
      worth.set(item[event]!, pair);
      pair.sum += pair.factor * byKind[kind[event]!]! * decay(now(row) - time[event]!);
      pair.factor *= signal.repeats;
    }
    for (const column of Int32Array.from(worth.keys()).sort()) {
      const { sum } = worth.get(column)!;
      if (sum <= 0) continue;
      values[size] = column;
      weights[size++] = Math.min(sum, signal.cap ?? sum);
    }
    offsets[row + 1] = size;
  }
  return { offsets, values: values.slice(0, size), weights: weights.slice(0, size) };
}

function decayOf(decay: Signal['decay']): (age: number) => number {
  if (decay === 'none') return () => 1;
  const perMs = ('halfLifeDays' in decay ? Math.LN2 / decay.halfLifeDays : 1 / decay.scaleDays) / dayMs;
  return (age) => Math.exp(-perMs * Math.max(0, age));
}

function statisticsOf(matrix: WeightedLists, items: number): SignalStatistics {
  const rows = matrix.offsets.length - 1;
  const degree = new Int32Array(items);
  for (const item of matrix.values) degree[item]!++;
  let total = 0;
  for (const weight of matrix.weights) total += weight;
  return {
    idf: Float32Array.from(degree, (visitors) => Math.log(rows) - Math.log1p(visitors)),
    averageLength: total / rows,
  };
}

/** Weighs the matrix in place. */
function weigh({ offsets, values, weights }: WeightedLists, signal: Signal, { idf, averageLength }: SignalStatistics) {
  const { weighting, k1, b } = signal;
  if (weighting === 'none') return;
  for (let row = 0; row + 1 < offsets.length; row++) {
    let length = 0;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) length += weights[at]!;
    const norm = k1 * (1 - b + (b * length) / averageLength);
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      const weight = weights[at]!;
      const tf = weighting === 'bm25' ? (weight * (k1 + 1)) / (norm + weight) : Math.sqrt(weight);
      weights[at] = tf * idf[values[at]!]!;
    }
  }
}
