import { expect, it } from 'vitest';
import { bytesOf, matrixBytes, newMatrix, openNeural, rowGroups, rowGroupsBytes } from './index.js';

it('counts what is laid out, and no more', async () => {
  const layOut = (kernel: Parameters<typeof newMatrix>[0]) => {
    newMatrix(kernel, 3, 17);
    rowGroups(kernel, 100, 7);
    kernel.ints(5);
  };
  expect(bytesOf(layOut)).toBe(matrixBytes(3, 17) + rowGroupsBytes(100) + 64);
  const kernel = await openNeural(bytesOf(layOut));
  layOut(kernel);
  expect(() => bytesOf((counting) => counting.call('gemm'))).toThrow(/computes nothing/);
});
