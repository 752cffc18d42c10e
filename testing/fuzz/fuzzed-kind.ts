import type { Random } from '../../data/index.js';

/** The files of a right input, and those of them that may be mutated. */
export interface FuzzedInput {
  readonly files: Record<string, Buffer>;
  readonly mutable: readonly string[];
}

/** A kind of input that is mutated and read. */
export interface FuzzedKind<Loaded = unknown> {
  readonly name: string;
  readonly make: (random: Random) => FuzzedInput | Promise<FuzzedInput>;
  /** Reads what lies in a folder. */
  readonly load: (folder: string, random: Random) => Promise<Loaded>;
  /** Throws where what was read is not what an independent reading of the files finds. */
  readonly check: (loaded: Loaded, files: Readonly<Record<string, Buffer>>) => void | Promise<void>;
  /** Whether nothing is wrong with the files, so that a refusal would be. */
  readonly isFlawless?: (files: Readonly<Record<string, Buffer>>) => boolean;
}

export const pick = <T>(values: readonly T[], random: Random): T => values[random.int(values.length)]!;

export const rowsOf = (count: number, row: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${row(i)}\n`).join('');
