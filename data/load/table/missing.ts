const words = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', 'nil', '\\n', '<na>']);

/** Whether a field says that there is no value: nothing, or what databases and data frames write for it. */
export const isMissing = (text: string): boolean => words.has(text.replace(/^ +| +$/g, '').toLowerCase());

/** The longest of these words. */
const longest = 4;

const SPACE = 32;

/** {@link isMissing} of the bytes `from … to`. */
export function isMissingAt(bytes: Uint8Array, from: number, to: number): boolean {
  if (from === to) return true;
  if (to - from > longest && bytes[from] !== SPACE && bytes[to - 1] !== SPACE) return false;
  let [start, end] = [from, to];
  while (start < end && bytes[start] === SPACE) start++;
  while (end > start && bytes[end - 1] === SPACE) end--;
  return end - start <= longest && isMissing(String.fromCharCode(...bytes.subarray(start, end)));
}

/** Why a field without a value is wrong. */
export const explainMissing = (text: string): string => (text === '' ? 'is empty' : `is missing ("${text}")`);
