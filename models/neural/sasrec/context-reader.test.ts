import { expect, it } from 'vitest';
import { packLists, seededRandom } from '../../../data/index.js';
import { ContextReader } from './context-reader.js';
import { firstWeights, type SasRecShape } from './shape.js';

const shape: SasRecShape = {
  ...{ items: 30, embeddingSize: 8, blocks: 2, heads: 2, maxLength: 10, dropout: 0.5, embeddingDropout: 0.5 },
  ...{ temperature: 0.1, loss: 'softmax', corrections: new Float32Array(0) },
};
const weights = firstWeights(shape, 5);
const random = seededRandom(3);
const contexts = Array.from({ length: 500 }, () =>
  Array.from({ length: random.int(shape.maxLength + 1) }, () => random.int(shape.items)),
);

it('reads a context alike, alone or among others, whatever was read before', async () => {
  const reader = new ContextReader(shape, weights);
  const alone = await reader.read(packLists([contexts[7]!]));
  const all = await reader.read(packLists(contexts), { threads: 2 });
  expect(all.subarray(7 * 8, 8 * 8)).toEqual(alone);
  expect(await reader.read(packLists([contexts[7]!]))).toEqual(alone);
  expect(await new ContextReader(shape, weights).read(packLists(contexts))).toEqual(all);
});

it('gives zeros for a context without items', async () => {
  expect([...(await new ContextReader(shape, weights).read(packLists([[]])))]).toEqual(Array(8).fill(0));
});
