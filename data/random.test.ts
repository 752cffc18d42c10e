import { expect, it } from 'vitest';
import { mix, seededRandom } from './random.js';

const draws = (seed: number, draw: (random: ReturnType<typeof seededRandom>) => number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: 20_000 }, () => draw(random));
};
const share = (values: readonly number[], isCounted: (value: number) => boolean) =>
  values.filter(isCounted).length / values.length;

it('equal seeds give equal streams, others others', () => {
  const stream = (seed: number) => draws(seed, (random) => random.float());
  expect(stream(7)).toEqual(stream(7));
  expect(stream(8)[0]).not.toBe(stream(7)[0]);
});

it('integers below n are equally likely', () => {
  const values = draws(1, (random) => random.int(5));
  expect(new Set(values)).toEqual(new Set([0, 1, 2, 3, 4]));
  for (const each of [0, 1, 2, 3, 4])
    expect(Math.abs(share(values, (value) => value === each) - 0.2)).toBeLessThan(0.01); // over three standard errors
});

it('normal draws have the shares of the normal curve', () => {
  const values = draws(2, (random) => random.normal());
  for (const [bound, below] of [
    [-2, 0.0228],
    [-1, 0.1587],
    [0, 0.5],
    [1, 0.8413],
    [2, 0.9772],
  ] as const)
    expect(Math.abs(share(values, (value) => value < bound) - below)).toBeLessThan(0.012); // over three standard errors
});

it('mixes as MurmurHash3’s finaliser does', () => {
  // Its published definition, in whole numbers without bounds.
  const fmix32 = (value: bigint) => {
    let h = value;
    h = ((h ^ (h >> 16n)) * 0x85ebca6bn) % 2n ** 32n;
    h = ((h ^ (h >> 13n)) * 0xc2b2ae35n) % 2n ** 32n;
    return h ^ (h >> 16n);
  };
  expect(mix(1, 0)).toBe(0x514e28b7);
  for (const [hash, value] of [
    [0, 1],
    [12_345, 678],
    [0xffff_ffff, 0x7fff_ffff],
    [0x8000_0000, 3],
  ] as const)
    expect(BigInt(mix(hash, value))).toBe(fmix32(BigInt(hash) ^ ((BigInt(value) * 0x9e3779b1n) % 2n ** 32n)));
});
