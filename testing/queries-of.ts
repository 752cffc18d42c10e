import { packLists } from '../data/index.js';
import type { Queries } from '../models/index.js';

/** One query as a test writes it down, in dense ids. */
export interface QueryLine {
  readonly context: readonly number[];
  readonly visitor?: number;
  readonly exclude?: readonly number[];
}

/** The batch of a few queries; events are views, one a second. */
export function queriesOf(lines: readonly QueryLine[], scope: Queries['scope'] = 'session'): Queries {
  const contexts = packLists(lines.map((line) => line.context));
  const events = contexts.values.length;
  return {
    visitor: Int32Array.from(lines, (line) => line.visitor ?? 0),
    time: new Float64Array(lines.length).fill(events * 1000),
    from: contexts.offsets.slice(0, -1),
    sessionFrom: scope === 'session' ? contexts.offsets.slice(0, -1) : contexts.offsets.slice(1),
    to: contexts.offsets.slice(1),
    events: {
      item: contexts.values,
      kind: new Uint8Array(events),
      time: Float64Array.from({ length: events }, (_, event) => event * 1000),
    },
    exclude: packLists(lines.map((line) => line.exclude ?? [])),
    scope,
  };
}
