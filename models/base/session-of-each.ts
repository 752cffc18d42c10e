import type { Lists } from '../../data/index.js';

/** The session (list number) of each entry of `values`. */
export function sessionOfEach({ offsets, values }: Lists): Int32Array {
  const session = new Int32Array(values.length);
  for (let i = 0; i + 1 < offsets.length; i++) session.fill(i, offsets[i]!, offsets[i + 1]!);
  return session;
}
