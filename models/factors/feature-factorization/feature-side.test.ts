import { describe, expect, it } from 'vitest';
import { packLists } from '../../../data/index.js';
import { FeatureSide } from './feature-side.js';

/** Row 0 has the features 0 and 1, row 1 has feature 1. */
const side = (regularization = 0) => {
  const made = new FeatureSide(packLists([[0, 1], [1]]), Float32Array.of(1, 2, 10, 20), 2, {
    learningRate: 0.5,
    regularization,
  });
  made.biases.set([3, 30]);
  return made;
};

describe('FeatureSide', () => {
  it('represents a row by the sum of its features', () => {
    expect(side().represented()).toEqual({
      vectors: Float32Array.of(11, 22, 10, 20),
      biases: Float32Array.of(33, 30),
    });
  });

  it('steps down by Adagrad: each number’s steps shrink as its gradients add up', () => {
    const one = side();
    one.step(0, Float64Array.of(2, 0), 0);
    expect([...one.vectors]).toEqual([0, 2, 9, 20]); // .5 · 2 / √1
    one.step(1, Float64Array.of(2, 0), 4);
    expect(one.vectors[2]).toBeCloseTo(9 - 1 / Math.sqrt(5), 5);
    expect([...one.biases]).toEqual([3, 28]);
  });

  it('draws embeddings towards zero', () => {
    const one = side(0.1);
    one.step(1, Float64Array.of(0, 0), 0);
    expect([...one.vectors].map((value) => +value.toFixed(5))).toEqual([1, 2, 9.5, 19]);
    expect(one.biases[1]).toBe(28.5);
  });
});
