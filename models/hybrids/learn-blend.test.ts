import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../data/index.js';
import { type BlendExample, learnBlend, weightsFor } from './learn-blend.js';

/** Ten candidates with two random signals; which of the signals knows the answer depends on the stage: `rule[stage]`. */
function examplesOf(rule: readonly (0 | 1)[], count: number, seed: number): BlendExample[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const stage = random.int(rule.length);
    const signals = Float32Array.from({ length: 20 }, () => random.float());
    const own = Array.from({ length: 10 }, (_, i) => signals[2 * i + rule[stage]!]!);
    return {
      gate: Float64Array.from({ length: 1 + rule.length }, (_, i) => (i === 0 || i === 1 + stage ? 1 : 0)),
      signals,
      answer: own.indexOf(Math.max(...own)),
    };
  });
}

const learn = (rule: readonly (0 | 1)[], more: { restraint?: number; seed?: number } = {}) =>
  learnBlend(examplesOf(rule, 1500, 1), examplesOf(rule, 300, 2), {
    inputs: 1 + rule.length,
    signals: 2,
    restraint: more.restraint ?? 0.0001,
    seed: more.seed ?? 5,
  });
const inStage = (stage: number) => Float64Array.of(1, ...[0, 1].map((one) => (one === stage ? 1 : 0)));

describe('a learnt blend', () => {
  it('trusts the signal that knows the answer, in each stage its own', () => {
    const weights = learn([0, 1]);
    const [first, second] = [weightsFor(weights, inStage(0)), weightsFor(weights, inStage(1))];
    expect(first[0]! / first[1]!).toBeGreaterThan(3);
    expect(second[1]! / second[0]!).toBeGreaterThan(3);
  });

  it('has like weights in stages that are alike', () => {
    const weights = learn([0, 0]);
    const [first, second] = [weightsFor(weights, inStage(0)), weightsFor(weights, inStage(1))];
    expect(first[0]! / first[1]!).toBeGreaterThan(3);
    expect(Math.abs(Math.log(first[0]! / second[0]!))).toBeLessThan(0.3);
  });

  it('keeps the weights of all where a stage’s own are held back', () => {
    const weights = learn([0, 1], { restraint: 100 });
    const [first, second] = [weightsFor(weights, inStage(0)), weightsFor(weights, inStage(1))];
    expect(Math.abs(Math.log(first[0]! / second[0]!))).toBeLessThan(0.05);
  });

  it('is the same for the same seed', () => {
    expect(learn([0, 1])).toEqual(learn([0, 1]));
    expect(learn([0, 1])).not.toEqual(learn([0, 1], { seed: 6 }));
  });
});
