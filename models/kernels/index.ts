export { assertFits, bytesFor, floatsOf, intsOf, type Kernel, type KernelBinary, openKernel } from './kernel.js';
