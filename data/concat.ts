type Numbers = Int32Array | Float64Array | Uint8Array;

/** Concatenates typed arrays into one of the given type, also where all parts are empty. */
export function concat<T extends Numbers>(type: new (length: number) => T, ...parts: readonly T[]): T {
  const whole = new type(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
