import { expect, it } from 'vitest';
import { trainingSection } from './training-section.js';

const draw = async () => '<svg></svg>';

it('shows how models learnt, and is not there where none tells', async () => {
  const history = {
    epoch: Int32Array.of(1, 2),
    loss: Float64Array.of(4, 2.5),
    learningRate: Float64Array.of(0.1, 0.1),
    validation: Float64Array.of(Number.NaN, Number.NaN),
    seconds: Float64Array.of(59, 61),
    rate: Float64Array.of(11_000, 13_000),
  };
  const section = String(await trainingSection({ histories: { gru4rec: history }, draw }, 'shop, P-next'));
  expect(section).toContain('<caption><span>Models that learn in epochs: shop, P-next</span></caption>');
  expect(section).toContain('<td>gru4rec</td><td>2</td><td>2.5</td><td>60 s</td><td>12,000</td>');
  expect(section).toContain('gru4rec’s goes from 4 to 2.5 in 2 epochs');
  expect(await trainingSection({ histories: {}, draw }, 'shop, P-next')).toBe('');
});
