import { InputError } from '../../errors.js';

/** A file with too many bad rows; a file that is not essential can be left out. */
export class UnreadableFile extends InputError {}

/** A file without a row: nothing at all, or a header. One of several parts may be so. */
export class EmptyFile extends InputError {}
