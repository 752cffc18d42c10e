import { packLists } from '../data/index.js';
import type { Queries, Scope } from '../models/index.js';

/** One query as a test writes it down, in dense ids. */
export interface QueryLine {
  /** What is known: of a `session` scope the session so far, of a `history` the whole. */
  readonly context: readonly number[];
  /** What the visitor did before the session. */
  readonly history?: readonly number[];
  readonly visitor?: number;
  readonly exclude?: readonly number[];
}

/** The batch of a few queries; events are views, one a second. */
export function queriesOf(lines: readonly QueryLine[], scope: Scope = 'session'): Queries {
  const contexts = packLists(lines.map(({ history = [], context }) => [...history, ...context]));
  const events = contexts.values.length;
  const from = contexts.offsets.slice(0, -1);
  const to = contexts.offsets.slice(1);
  return {
    visitor: Int32Array.from(lines, (line) => line.visitor ?? 0),
    time: new Float64Array(lines.length).fill(events * 1000),
    from,
    sessionFrom: scope === 'session' ? from.map((start, i) => start + (lines[i]!.history?.length ?? 0)) : to,
    to,
    events: {
      item: contexts.values,
      kind: new Uint8Array(events),
      time: Float64Array.from({ length: events }, (_, event) => event * 1000),
    },
    exclude: packLists(lines.map((line) => line.exclude ?? [])),
    scope,
  };
}
