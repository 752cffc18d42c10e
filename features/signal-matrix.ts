import { dayMs, type EventLog, eventCount, eventKinds, InputError, type WeightedLists } from '../data/index.js';
import type { Signal, SignalMatrix, SignalStatistics } from './signal.js';
import { signalStatistics, weighted } from './signal-weighting.js';

/** Events of rows (visitors, queries) stored end to end, those of row `i` at `offsets[i] … offsets[i + 1]`, oldest first. */
export interface RowEvents {
  readonly offsets: Int32Array;
  readonly item: Int32Array;
  readonly kind: Uint8Array;
  /** Milliseconds; read only where the signal decays. */
  readonly time: Float64Array;
  /** The reference time of each row, from which ages count back. */
  readonly now: (row: number) => number;
}

/**
 * Builds the visitor × item matrix of a log. A pair is worth Σ weight(kind) · decay(age) · repeats^n over its events, n
 * the number of its events before, at most `cap`; the matrix is then weighted. Age counts back from the end of the log.
 * Events of weight 0 are left out and do not count in n; so are pairs worth nothing.
 *
 * With weights 1/3/5 and repeats .8, view, view, cart of one item are worth 1 + .8 · 1 + .64 · 3 = 3.72.
 * @throws InputError when decay is requested for a log without a clock, a time is not a number, or no event is worth anything.
 */
export function signalMatrix(log: EventLog, signal: Signal): SignalMatrix {
  const timed = signal.decay !== 'none';
  assertSignal(log, signal);
  const raw = worths(eventsByVisitor(log, timed), signal, sumsOf(log.items.size));
  const statistics = signalStatistics(raw, log.items.size);
  const matrix = weighted(raw, signal, statistics);
  if (matrix.values.length === 0) throw nothingLeft();
  return { ...matrix, statistics };
}

/** Builds the rows of visitors unseen in training, weighted like the matrix; items that the matrix does not contain are left out. */
export function rowSignals(events: RowEvents, signal: Signal, statistics: SignalStatistics): WeightedLists {
  const sums = sumsFor.get(statistics) ?? sumsOf(statistics.itemLength.length);
  sumsFor.set(statistics, sums);
  return weighted(worths(events, signal, sums), signal, statistics);
}

/**
 * Scratch space for summing a row, allocated once per matrix: a single visitor's row would otherwise cost time in
 * proportion to the catalogue. All zeros between calls.
 */
const sumsFor = new WeakMap<SignalStatistics, Float64Array>();
/** For each item of a row: its worth, and the factor of its next event. */
const sumsOf = (items: number): Float64Array => new Float64Array(2 * items);

/** Throws, before any work is done, the error that {@link signalMatrix} would throw for a signal that this log does not support. */
export function assertSignal({ clock, time, row, event }: EventLog, { decay, weights }: Signal): void {
  if (!event.some((kind) => weights[eventKinds[kind]!] > 0)) throw nothingLeft();
  if (decay === 'none') return;
  if (clock === 'order')
    throw new InputError(
      'signal.decay needs times, and this log knows only the order of its events',
      {},
      'decay "none"',
    );
  const bad = time.findIndex((moment) => !Number.isFinite(moment));
  if (bad >= 0)
    throw new InputError(`the time of the event in data row ${row[bad]} is ${time[bad]}`, {}, 'milliseconds');
}

const nothingLeft = () =>
  new InputError(
    'the visitor × item matrix has no row left: nothing in the log is worth anything',
    {},
    'events of a kind whose weight is above 0, and items that not every visitor knows where they are weighted',
  );

/** Counting sort that moves the events themselves, so that each visitor's are contiguous; times are moved only where needed. */
function eventsByVisitor(log: EventLog, timed: boolean): RowEvents {
  const { visitor, item: itemOf, event: kindOf, time: timeOf } = log;
  const events = eventCount(log);
  const offsets = new Int32Array(log.visitors.size + 1);
  for (let event = 0; event < events; event++) offsets[visitor[event]! + 1]!++;
  for (let row = 0; row < log.visitors.size; row++) offsets[row + 1]! += offsets[row]!;
  const next = offsets.slice();
  const item = new Int32Array(events);
  const kind = new Uint8Array(events);
  const time = new Float64Array(timed ? events : 0);
  for (let event = 0; event < events; event++) {
    const to = next[visitor[event]!]!++;
    item[to] = itemOf[event]!;
    kind[to] = kindOf[event]!;
    if (timed) time[to] = timeOf[event]!;
  }
  const end = timeOf[events - 1] ?? 0;
  return { offsets, item, kind, time, now: () => end };
}

/** Returns the worth of each pair before weighting. */
function worths(
  { offsets: bounds, item, kind, time, now }: RowEvents,
  signal: Signal,
  sums: Float64Array,
): WeightedLists {
  const items = sums.length / 2;
  const byKind = Float64Array.from(eventKinds, (name) => signal.weights[name]);
  const perMs = decayPerMs(signal.decay);
  const { repeats } = signal;
  const cap = signal.cap ?? Number.POSITIVE_INFINITY;
  const offsets = new Int32Array(bounds.length);
  const values = new Int32Array(item.length);
  const weights = new Float32Array(item.length);
  let size = 0;
  const addRow = (row: number) => {
    const start = size;
    const moment = now(row);
    for (let event = bounds[row]!; event < bounds[row + 1]!; event++) {
      const column = item[event]!;
      let gain = byKind[kind[event]!]!;
      if (perMs > 0) gain *= Math.exp(-perMs * Math.max(0, moment - time[event]!));
      if (gain === 0 || column >= items) continue;
      const worth = sums[2 * column]!;
      if (worth === 0) values[size++] = column;
      const factor = worth === 0 ? 1 : sums[2 * column + 1]!;
      sums[2 * column] = worth + gain * factor;
      sums[2 * column + 1] = factor * repeats;
    }
    const end = size;
    sort(values, start, end);
    size = start;
    for (let at = start; at < end; at++) {
      const column = values[at]!;
      const weight = Math.fround(Math.min(sums[2 * column]!, cap));
      sums[2 * column] = 0;
      if (weight === 0) continue; // decayed below the smallest 32-bit float
      values[size] = column;
      weights[size++] = weight;
    }
  };
  for (let row = 0; row + 1 < offsets.length; row++) {
    addRow(row); // a function of its own: engines optimise it sooner than a loop that runs once
    offsets[row + 1] = size;
  }
  return { offsets, values: values.slice(0, size), weights: weights.slice(0, size) };
}

/** Sorts `values[start … end]` in place. Rows are short: calling the built-in sort takes longer than sorting them here. */
function sort(values: Int32Array, start: number, end: number): void {
  if (end - start > 40) {
    values.subarray(start, end).sort();
    return;
  }
  for (let at = start + 1; at < end; at++) {
    const value = values[at]!;
    let to = at;
    for (; to > start && values[to - 1]! > value; to--) values[to] = values[to - 1]!;
    values[to] = value;
  }
}

function decayPerMs(decay: Signal['decay']): number {
  if (decay === 'none') return 0;
  return ('halfLifeDays' in decay ? Math.LN2 / decay.halfLifeDays : 1 / decay.scaleDays) / dayMs;
}
