import { bytesFor, type Kernel } from './kernel.js';
import { vectorLengths } from './vector-lengths.js';

const tileItems = 8;
const blockItems = 16 * tileItems;

/** Items in the layout and memory of the kernel `top-k`. */
export interface ItemTiles {
  /** The arguments of `search` that describe the items. */
  readonly args: readonly number[];
  /** Floats from one vector to the next, of items and of queries: the factors, padded with zeros to a multiple of 4. */
  readonly stride: number;
  /** Number of items that are not zero; the others are left out. */
  readonly known: number;
}

/**
 * Lays items out for the kernel `top-k`, longest vectors first, as floats and as 16-bit integers.
 * @throws InputError when a vector is not finite.
 */
export function itemTiles(items: Float32Array, factors: number) {
  const lengths = vectorLengths(items, factors, 'item');
  const order = Int32Array.from(lengths.keys())
    .filter((item) => lengths[item]! > 0)
    .sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  const stride = 4 * Math.ceil(factors / 4);
  const tiles = Math.ceil(order.length / tileItems);
  const places = tiles * tileItems;
  const blocks = Math.ceil(tiles / 16);
  // The sum of `stride` products must fit into 32 bits; a stride is at least 4, so each factor fits into 16.
  const mostWhole = Math.floor(Math.sqrt((2 ** 31 - 1) / stride));

  const layOut = (kernel: Kernel): ItemTiles => {
    const ids = kernel.ints(places).fill(-1);
    const vectors = kernel.floats(places * stride);
    const bytes = kernel.bytes(2 * places * stride);
    const lengthsAndSteps = kernel.doubles(2 * blocks);
    ids.set(order);
    // Filled outside of the kernel's memory, block by block, because writing single numbers to shared memory is slow.
    const floats = new Float32Array(blockItems * stride);
    const whole = new Int16Array(blockItems * stride);
    for (let block = 0; block < blocks; block++) {
      const from = block * blockItems;
      const count = Math.min(blockItems, order.length - from);
      floats.fill(0);
      for (let i = 0; i < count; i++) {
        const row = order[from + i]! * factors;
        for (let f = 0; f < factors; f++) floats[i * stride + f] = items[row + f]!;
      }
      const step = largest(floats) / mostWhole;
      setWhole(whole, floats, stride, step);
      const filled = Math.min(blockItems, places - from) * stride;
      vectors.set(floats.subarray(0, filled), from * stride);
      bytes.set(new Uint8Array(whole.buffer, 0, 2 * filled), 2 * from * stride);
      lengthsAndSteps.set([lengths[order[from]!]!, step], 2 * block);
    }
    const arrays = [ids, vectors, bytes, lengthsAndSteps].map(({ byteOffset }) => byteOffset);
    return { args: [tiles, stride, mostWhole, ...arrays], stride, known: order.length };
  };
  const bytes = bytesFor(4 * places, 4 * places * stride, 2 * places * stride, 16 * blocks);
  return { bytes, stride, layOut };
}

/** Vectors as integer multiples of `step`: pairs of factors lie together, (0, 1) of a tile's 8 items, then (2, 3) … */
function setWhole(whole: Int16Array, vectors: Float32Array, stride: number, step: number): void {
  const tile = tileItems * stride;
  for (let start = 0; start < vectors.length; start += tile)
    for (let item = 0; item < tileItems; item++) {
      const row = start + item * stride;
      const column = start + 2 * item;
      for (let f = 0; f < stride; f += 2) {
        whole[column + f * tileItems] = Math.round(vectors[row + f]! / step);
        whole[column + f * tileItems + 1] = Math.round(vectors[row + f + 1]! / step);
      }
    }
}

function largest(values: Float32Array): number {
  let most = 0;
  // By index: `for … of` takes eight times as long for millions of numbers.
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > most) most = size;
  }
  return most;
}
