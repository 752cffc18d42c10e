import { describe, expect, it } from 'vitest';
import { packLists, type WeightedLists } from '../../data/index.js';
import { itemFeatures, traitFeatures, visitorFeatures, visitorTraits } from './entity-features.js';

/** A sparse matrix of rows of [column, weight]. */
const matrixOf = (rows: readonly (readonly (readonly [number, number])[])[]): WeightedLists => ({
  ...packLists(rows.map((row) => row.map(([column]) => column))),
  weights: Float32Array.from(rows.flatMap((row) => row.map(([, weight]) => weight))),
});

/** Of three items: item 0 is of tokens 0 and 1, item 1 of token 1, item 2 of none. */
const tokens = matrixOf([
  [
    [0, 0.6],
    [1, 0.8],
  ],
  [[1, 1]],
  [],
]);

describe('the features', () => {
  it('of an item are itself and its heaviest tokens', () => {
    expect(itemFeatures(tokens, 2)).toEqual(packLists([[0, 4, 3], [1, 4], [2]]));
    expect(itemFeatures(tokens, 1)).toEqual(packLists([[0, 4], [1, 4], [2]]));
    expect(itemFeatures(tokens, 0)).toEqual(packLists([[0], [1], [2]]));
  });

  it('of a visitor are themselves, the stage reached and the favourite token', () => {
    const touched = matrixOf([
      [[0, 5]],
      [[2, 1]],
      [
        [0, 1],
        [1, 2],
      ],
    ]);
    const traits = visitorTraits(touched, (row) => [3, 0, 2][row]!, tokens);
    expect(traits).toEqual({ stage: Uint8Array.of(3, 0, 2), favourite: Int32Array.of(1, -1, 1) });
    expect(traitFeatures(traits, 0, 100)).toEqual([103, 105]);
    expect(visitorFeatures(2)).toEqual(packLists([[0], [1]]));
    expect(visitorFeatures(3, traits)).toEqual(
      packLists([
        [0, 6, 8],
        [1, 3],
        [2, 5, 8],
      ]),
    );
  });

  it('of a tie between tokens favour the smaller code', () => {
    const even = matrixOf([
      [
        [1, 1],
        [3, 1],
      ],
    ]);
    expect([...visitorTraits(matrixOf([[[0, 1]]]), () => 0, even).favourite]).toEqual([1]);
  });
});
