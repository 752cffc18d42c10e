import { expect, it } from 'vitest';
import { trainingFigure } from './training-figure.js';

const history = (loss: number[], validation: number[] = loss.map(() => Number.NaN)) => ({
  epoch: Int32Array.from(loss, (_, i) => i + 1),
  loss: Float64Array.from(loss),
  validation: Float64Array.from(validation),
  learningRate: new Float64Array(loss.length),
  seconds: new Float64Array(loss.length),
  rate: new Float64Array(loss.length),
});

it('draws the losses, and says where they went', () => {
  const rows = [
    { model: 'gru4rec', history: history([4, 3, 2.5]) },
    { model: 'ncf', history: history([0.5]) },
  ];
  const { data, caption } = trainingFigure(rows);
  expect(data).toMatchObject([
    { x: [1, 2, 3], y: [4, 3, 2.5] },
    { x: [1], y: [0.5], yaxis: 'y2' },
  ]);
  expect(caption).toBe(
    'Mean loss of each epoch: gru4rec’s goes from 4 to 2.5 in 3 epochs; ncf’s is 0.5 in its one epoch.',
  );
});

it('draws mrr@20 of what was held out beside the loss, and says which epoch was kept', () => {
  const { data, caption } = trainingFigure([{ model: 'sasrec', history: history([4, 3, 2], [0.2, 0.3, 0.25]) }]);
  expect(data).toMatchObject([{ y: [4, 3, 2] }, { y: [0.2, 0.3, 0.25], xaxis: 'x2', yaxis: 'y2' }]);
  expect(caption).toContain('highest after epoch 2 (0.3), whose weights were kept.');
});
