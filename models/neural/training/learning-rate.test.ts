import { describe, expect, it } from 'vitest';
import { learningRateAt } from './learning-rate.js';

const rates = (schedule: 'constant' | 'linear' | 'cosine', warmup: number, steps = 10) =>
  Array.from({ length: steps }, (_, step) =>
    Number(learningRateAt({ learningRate: 2, schedule, warmup }, step, steps).toFixed(3)),
  );

describe('the learning rate', () => {
  it('stays as it is', () => expect(rates('constant', 0)).toEqual(Array(10).fill(2)));

  it('falls evenly, to nearly 0 at the last step', () =>
    expect(rates('linear', 0)).toEqual([2, 1.8, 1.6, 1.4, 1.2, 1, 0.8, 0.6, 0.4, 0.2]));

  it('falls along half a cosine', () => expect(rates('cosine', 0, 4)).toEqual([2, 1.707, 1, 0.293]));

  it('first rises over a share of the steps', () => {
    expect(rates('constant', 0.4)).toEqual([0.5, 1, 1.5, 2, 2, 2, 2, 2, 2, 2]);
    expect(rates('linear', 0.5)).toEqual([0.4, 0.8, 1.2, 1.6, 2, 2, 1.6, 1.2, 0.8, 0.4]);
    expect(rates('cosine', 1, 2)).toEqual([1, 2]);
  });
});
