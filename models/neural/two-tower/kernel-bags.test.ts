import { expect, it } from 'vitest';
import { listAt, packLists } from '../../../data/index.js';
import { openNeural } from '../../kernels/neural/index.js';
import { bagTurner, bagTurnerBytes, kernelBags, kernelBagsBytes } from './kernel-bags.js';

it('turns bags round: for each id, in the order in which they occur, the bags that hold it and its weight there', async () => {
  const kernel = await openNeural(kernelBagsBytes(3, 6) + bagTurnerBytes(6));
  const given = { ...packLists([[4, 2], [], [2, 2, 7]]), weights: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5) };
  const { bags, groups } = bagTurner(kernel, 6, 8)(kernelBags(kernel, 3, 6)(given));
  expect([...groups.rows]).toEqual([4, 2, 7]);
  expect([0, 1, 2].map((id) => [...listAt({ offsets: bags.offsets, values: bags.ids }, id)])).toEqual([
    [0],
    [0, 2, 2],
    [2],
  ]);
  expect([...bags.weights]).toEqual([...Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5)]);
  expect([[...groups.offsets], [...groups.places]]).toEqual([
    [0, 1, 2, 3],
    [0, 1, 2],
  ]);
});
