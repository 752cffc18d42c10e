import type { Context } from './context.js';
import type { SessionIndex } from './session-index.js';

/** How similar a session is to a context, from the sum of the context's weights over the items they share. */
export type Similarity = (session: number, shared: number, context: Context) => number;

/** Cosine of the context's weights and the session's binary vector. */
export function cosine({ bySession: { offsets } }: SessionIndex): Similarity {
  return (session, shared, context) => shared / (context.norm * Math.sqrt(offsets[session + 1]! - offsets[session]!));
}

/** Product of the context's weights and the session's binary vector, by the context's number of distinct items. */
export const vec: Similarity = (_session, shared, context) => shared / context.size;
