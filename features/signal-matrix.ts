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
import { signalStatistics, weighted } from './signal-weighting.js';

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
 * What each visitor's events say of each item: Σ weight(kind) · decay(age) · repeats^n over the events of the pair, n of
 * them before it, at most `cap`, then weighted. Age counts back from the end of the log. What is worth nothing is left out:
 * kinds of weight 0, repeats of them too, and pairs.
 *
 * With weights 1/3/5 and repeats .8, view, view, cart of one item is worth 1 + .8 · 1 + .64 · 3 = 3.72.
 * @throws InputError when decay is asked of a log without a clock, a time is no number, or nothing is worth anything.
 */
export function signalMatrix(log: EventLog, signal: Signal): SignalMatrix {
  assertTimes(log, signal);
  const end = log.time[eventCount(log) - 1] ?? 0;
  const rows = groupBy(log.visitor, log.visitors.size);
  const raw = worths({ rows, item: log.item, kind: log.event, time: log.time, now: () => end }, signal, log.items.size);
  const statistics = signalStatistics(raw, log.items.size);
  const matrix = weighted(raw, signal, statistics);
  if (matrix.values.length === 0)
    throw new InputError(
      'the visitor × item matrix has no row left: nothing in the log is worth anything',
      {},
      'events of a kind whose weight is above 0, and items that not every visitor knows where they are weighted',
    );
  return { ...matrix, statistics };
}

/** The signals of rows unseen in training, weighted as the matrix was; items that it does not know are left out. */
export function rowSignals(events: RowEvents, signal: Signal, statistics: SignalStatistics): WeightedLists {
  return weighted(worths(events, signal, statistics.itemLength.length), signal, statistics);
}

function assertTimes(log: EventLog, signal: Signal): void {
  if (signal.decay !== 'none' && log.clock === 'order')
    throw new InputError(
      'signal.decay needs times, and this log knows only the order of its events',
      {},
      'decay "none"',
    );
  const bad = log.time.findIndex((time) => !Number.isFinite(time));
  if (bad >= 0)
    throw new InputError(`the time of the event in data row ${log.row[bad]} is ${log.time[bad]}`, {}, 'milliseconds');
}

/** What each pair is worth before weighting. */
function worths({ rows, item, kind, time, now }: RowEvents, signal: Signal, items: number): WeightedLists {
  const byKind = eventKinds.map((name) => signal.weights[name]);
  const perMs = decayPerMs(signal.decay);
  const cap = signal.cap ?? Number.POSITIVE_INFINITY;
  const offsets = new Int32Array(rows.offsets.length);
  const values = new Int32Array(rows.values.length);
  const weights = new Float32Array(rows.values.length);
  const worth = new Float64Array(items);
  const repeat = new Float64Array(items); // what the next event of the item counts; 0 before the row's first
  let size = 0;
  for (let row = 0; row + 1 < offsets.length; row++) {
    const start = size;
    for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at++) {
      const event = rows.values[at]!;
      const column = item[event]!;
      if (column >= items) continue;
      const decay = perMs === 0 ? 1 : Math.exp(-perMs * Math.max(0, now(row) - time[event]!));
      const gain = byKind[kind[event]!]! * decay;
      if (gain === 0) continue;
      if (worth[column] === 0) {
        values[size++] = column;
        repeat[column] = 1;
      }
      worth[column]! += gain * repeat[column]!;
      repeat[column]! *= signal.repeats;
    }
    const end = size;
    if (end - start > 1) values.subarray(start, end).sort();
    size = start;
    for (let at = start; at < end; at++) {
      const column = values[at]!;
      weights[size] = Math.min(worth[column]!, cap);
      worth[column] = 0;
      if (weights[size] === 0) continue; // decayed beyond what 32 bits tell from nothing
      values[size++] = column;
    }
    offsets[row + 1] = size;
  }
  return { offsets, values: values.slice(0, size), weights: weights.slice(0, size) };
}

function decayPerMs(decay: Signal['decay']): number {
  if (decay === 'none') return 0;
  return ('halfLifeDays' in decay ? Math.LN2 / decay.halfLifeDays : 1 / decay.scaleDays) / dayMs;
}
