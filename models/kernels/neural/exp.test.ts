import { beforeAll, describe, expect, it } from 'vitest';
import { kernelOf } from '../../../testing/kernel-of.js';
import { bytesFor, floatsOf, type Kernel, type KernelBinary, openKernel } from '../kernel.js';

const names = ['exp', 'sigmoid', 'tanh', 'log'] as const;
const source = `
  import { exp4, log4, sigmoid4, tanh4 } from './neural/exp';
  ${names.map((name) => `export function ${name}(x: usize, bytes: usize): void { for (let at: usize = 0; at < bytes; at += 16) v128.store(x + at, ${name}4(v128.load(x + at))); }`).join('\n')}`;

let binary: KernelBinary;
beforeAll(async () => {
  binary = await kernelOf(source);
});

const n = 40_000;
/** Floats from −most to most, dense around 0. */
const around = (most: number) =>
  Float32Array.from({ length: n }, (_, i) => Math.sign(i - n / 2) * most * Math.abs(i / (n / 2) - 1) ** 3);

const exact = {
  exp: { values: around(86.9), right: Math.exp },
  sigmoid: { values: around(86.9), right: (x: number) => 1 / (1 + Math.exp(-x)) },
  tanh: { values: around(20), right: Math.tanh },
  log: { values: around(86.9).map(Math.exp), right: Math.log },
};

describe.each(['with relaxed SIMD', 'without'])('functions of four floats, %s', (how) => {
  let kernel: Kernel;
  beforeAll(async () => {
    const { shared, single } = binary;
    const built = how === 'without' ? { shared, single } : binary;
    kernel = await openKernel(built, 4 * bytesFor(4 * n) + bytesFor(4 * 100) * 10);
  });

  function of(name: (typeof names)[number], values: ArrayLike<number>): Float32Array {
    const array = floatsOf(kernel, values);
    kernel.call(name, array.byteOffset, array.byteLength);
    return array;
  }

  it.each(names)('%s is right to a millionth', (name) => {
    const { values, right } = exact[name];
    const ours = of(name, values);
    let worst = 0;
    values.forEach((x, at) => {
      const expected = right(x);
      if (expected !== 0) worst = Math.max(worst, Math.abs(ours[at]! / expected - 1));
      else expect(ours[at]).toBe(0);
    });
    expect(worst).toBeLessThan(1e-6);
  });

  it('hold where floats end, and keep what is no number', () => {
    const { NEGATIVE_INFINITY, NaN: none } = Number;
    expect([...of('exp', [NEGATIVE_INFINITY, -200, 0, none])]).toEqual([0, 0, 1, none]);
    expect(of('exp', [88, 89, 1e30, 0])[2]).toBeCloseTo(Math.exp(88), -33);
    expect([...of('sigmoid', [-1e30, 1e30, 0, none])].map((x) => Math.fround(x + 1) - 1)).toEqual([0, 1, 0.5, none]);
    expect([...of('tanh', [-1e30, 1e30, 0, none])]).toEqual([-1, 1, 0, none]);
  });
});
