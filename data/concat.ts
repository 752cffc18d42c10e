type Numbers = Int32Array | Float64Array | Uint8Array;

/** Typed arrays end to end in one of the given type, which parts of no entries have too. */
export function concat<T extends Numbers>(type: new (length: number) => T, ...parts: readonly T[]): T {
  const whole = new type(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
