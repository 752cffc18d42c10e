/**
 * Returns the positions of whole numbers in ascending order of value, equal values in order of position (radix sort by
 * 16 bits: three passes for a year in milliseconds, where a comparison sort takes ten times as long).
 */
export function stableOrder(keys: Int32Array | Float64Array): Int32Array {
  const n = keys.length;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    if (keys[i]! < min) min = keys[i]!;
    if (keys[i]! > max) max = keys[i]!;
  }
  let order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  let next = new Int32Array(n);
  const digit = new Uint16Array(n);
  for (let unit = 1; max - min >= unit; unit *= 65_536) {
    const start = new Int32Array(65_537);
    for (let i = 0; i < n; i++) {
      digit[i] = (keys[i]! - min) / unit; // a Uint16Array keeps the low 16 bits of the integer part
      start[digit[i]! + 1]!++;
    }
    for (let d = 0; d < 65_536; d++) start[d + 1]! += start[d]!;
    for (let i = 0; i < n; i++) next[start[digit[order[i]!]!]!++] = order[i]!;
    [order, next] = [next, order];
  }
  return order;
}
