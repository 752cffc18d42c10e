import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded stream of random draws, the only source of randomness in the project. It is passed as an argument, never global. */
export interface Random {
  /** Uniform in [0, 1). */
  float(): number;
  /** Uniform integer in [0, n). */
  int(n: number): number;
  /** Standard normal (Box–Muller). */
  normal(): number;
}

/** Starts a stream; equal seeds give equal streams. */
export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed | 0);
  const float = () => uniformFloat64(generator);
  return {
    float,
    int: (n) => uniformInt(generator, 0, n - 1),
    normal: () => Math.sqrt(-2 * Math.log(1 - float())) * Math.cos(2 * Math.PI * float()),
  };
}

/**
 * Mixes one 32-bit integer into another (MurmurHash3's finaliser over their combination): a counter-based draw without
 * state. Its value does not depend on order or batch, and SQL can reproduce it.
 *
 * `mix(h, x) = fmix32(h xor x·0x9E3779B1)`, as an unsigned 32-bit integer.
 */
export function mix(hash: number, value: number): number {
  let h = (hash ^ Math.imul(value, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
