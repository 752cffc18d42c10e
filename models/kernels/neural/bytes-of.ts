import { bytesFor, type Kernel } from '../kernel.js';

/** The bytes of all arrays that a function lays out in a kernel, without allocating them: the arrays are empty here. */
export function bytesOf(layOut: (kernel: Kernel) => unknown): number {
  let bytes = 0;
  const counted = (each: number, length: number) => {
    bytes += bytesFor(each * length);
    return 0;
  };
  const never = () => {
    throw new Error('a kernel that only counts bytes computes nothing');
  };
  layOut({
    floats: (length) => new Float32Array(counted(4, length)),
    doubles: (length) => new Float64Array(counted(8, length)),
    ints: (length) => new Int32Array(counted(4, length)),
    bytes: (length) => new Uint8Array(counted(1, length)),
    scratch: new Uint8Array(0),
    threads: 1,
    call: never,
    alone: never,
    parallel: never,
    withThreads: never,
  });
  return bytes;
}
