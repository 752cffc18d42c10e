import { InputError } from '../../errors.js';

/** A file with too many bad rows; a file that is not essential can be left out. */
export class UnreadableFile extends InputError {}
