import { expect, it } from 'vitest';
import { typedColumns } from './typed-columns.js';

it('lays columns of any kinds beside each other', () => {
  const { flag, time, item } = typedColumns({ flag: 'byte', time: 'double', item: 'int' }, 3);
  flag.fill(1);
  time.fill(0.5);
  item.fill(-7);
  expect({ flag, time, item }).toEqual({
    flag: Uint8Array.of(1, 1, 1),
    time: Float64Array.of(0.5, 0.5, 0.5),
    item: Int32Array.of(-7, -7, -7),
  });
  expect(time.buffer).toBe(item.buffer);
  expect(item.buffer.byteLength).toBe(3 * (1 + 8 + 4));
});

it('allocates nothing for no events', () => {
  expect(typedColumns({ time: 'double' }, 0).time).toEqual(new Float64Array(0));
});
