import { bytesFor, type Kernel } from './kernel.js';
import { vectorLengths } from './vector-lengths.js';

const tileItems = 8;
const blockItems = 16 * tileItems;

/** Items as the kernel `top-k` reads them, in its memory. */
export interface ItemTiles {
  /** The arguments of `search` that say so. */
  readonly args: readonly number[];
  /** Floats from one vector to the next, of items and of queries: the factors, and zeros up to a multiple of 4. */
  readonly stride: number;
  /** How many items are not zero; the others are left out. */
  readonly known: number;
}

/**
 * Lays items out for the kernel `top-k`, the longest first, as they are and in whole numbers of 16 bits.
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
  // The sum of `stride` products must fit into 32 bits; a stride is at least 4, so that each of them fits into 16.
  const mostWhole = Math.floor(Math.sqrt((2 ** 31 - 1) / stride));

  const layOut = (kernel: Kernel): ItemTiles => {
    const ids = kernel.ints(places).fill(-1);
    const vectors = kernel.floats(places * stride);
    const bytes = kernel.bytes(2 * places * stride);
    const whole = new Int16Array(bytes.buffer, bytes.byteOffset, places * stride);
    const lengthsAndSteps = kernel.doubles(2 * blocks);
    ids.set(order);
    for (let block = 0; block < blocks; block++) {
      const [from, to] = [block * blockItems, Math.min((block + 1) * blockItems, order.length)];
      for (let place = from; place < to; place++)
        vectors.set(items.subarray(order[place]! * factors, (order[place]! + 1) * factors), place * stride);
      const step = largest(vectors.subarray(from * stride, to * stride)) / mostWhole;
      for (let place = from; place < to; place++)
        for (let f = 0; f < stride; f++) {
          // Pairs of factors lie together: (0, 1) of a tile's 8 items, then (2, 3) …
          const at = (Math.floor(place / tileItems) * (stride / 2) + (f >> 1)) * 2 * tileItems;
          whole[at + (place % tileItems) * 2 + (f & 1)] = Math.round(vectors[place * stride + f]! / step);
        }
      lengthsAndSteps.set([lengths[order[from]!]!, step], 2 * block);
    }
    const arrays = [ids, vectors, bytes, lengthsAndSteps].map(({ byteOffset }) => byteOffset);
    return { args: [tiles, stride, mostWhole, ...arrays], stride, known: order.length };
  };
  const bytes = bytesFor(4 * places, 4 * places * stride, 2 * places * stride, 16 * blocks);
  return { bytes, stride, layOut };
}

function largest(values: Float32Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
