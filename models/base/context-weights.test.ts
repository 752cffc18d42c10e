import { describe, expect, it } from 'vitest';
import { signalMatrix, signalSchema } from '../../features/index.js';
import { checkerboard } from '../../testing/checkerboard.js';
import { queriesOf } from '../../testing/queries-of.js';
import { contextWeights } from './context-weights.js';

const signal = signalSchema().parse({ repeats: 0.5 });
const { statistics } = signalMatrix(checkerboard(), signal);
const lines = [{ context: [4, 4, 3] }, { context: [] }, { context: [7, 5] }];

describe('contextWeights', () => {
  it('of a session count the last events most', () => {
    const { offsets, values, weights } = contextWeights(
      queriesOf(lines),
      { signal, lastItems: 9, decay: 0.5 },
      statistics,
    );
    expect([...offsets]).toEqual([0, 2, 2, 4]);
    expect([...values]).toEqual([3, 4, 5, 7]);
    expect([...weights]).toEqual([1, 0.75, 1, 0.5]);
  });

  it('of a session leave out what lies further back', () => {
    const { values } = contextWeights(queriesOf(lines), { signal, lastItems: 1, decay: 0.5 }, statistics);
    expect([...values]).toEqual([3, 5]);
  });

  it('of a history are what the signal says', () => {
    const queries = queriesOf(lines, 'history');
    const { values, weights } = contextWeights(queries, { signal, lastItems: 1, decay: 0.5 }, statistics);
    expect([...values]).toEqual([3, 4, 5, 7]);
    expect([...weights]).toEqual([1, 1.5, 1, 1]);
  });

  it.each(['session', 'history'] as const)('of a %s leave out items that the fit did not know', (scope) => {
    const queries = queriesOf([{ context: [3, 20] }, { context: [99] }], scope);
    const { offsets, values } = contextWeights(queries, { signal, lastItems: 9, decay: 0.5 }, statistics);
    expect([...offsets]).toEqual([0, 1, 1]);
    expect([...values]).toEqual([3]);
  });
});
