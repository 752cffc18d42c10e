/** The bytes of digits, point and sign. */
export const [ZERO, NINE, POINT] = [48, 57, 46];

/** Returns the whole number from 0 to 2⁵³ − 1 in the bytes `from … to`, in the only spelling that is read: no sign, no leading zeros; else −1. */
export function wholeNumberAt(bytes: Uint8Array, from: number, to: number): number {
  const digits = to - from;
  if (digits === 0 || digits > 16 || (digits > 1 && bytes[from] === ZERO)) return -1;
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) return -1;
    number = 10 * number + digit;
  }
  return number > Number.MAX_SAFE_INTEGER ? -1 : number;
}

/** Where a number written with `.0` behind it, as pandas writes whole numbers in a column with gaps, ends without it; `to` for others. */
export const withoutPointZero = (bytes: Uint8Array, from: number, to: number): number =>
  to - from > 2 && bytes[to - 1] === ZERO && bytes[to - 2] === POINT ? to - 2 : to;
