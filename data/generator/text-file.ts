import { closeSync, openSync, writeSync } from 'node:fs';

const blockBytes = 1 << 22;
/** Longer than any text or number that one call writes, and the comma or newline after it. */
const margin = 1 << 12;

/** A text file written forwards in big blocks; numbers are put down digit by digit, without strings in between. */
export class TextFile {
  readonly #file: number;
  readonly #block = Buffer.allocUnsafe(blockBytes);
  #filled = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  /** Writes ASCII text, shorter than 4,000 bytes. */
  text(text: string): this {
    this.#reserve();
    // Letter by letter: for a few of them a call of Buffer's takes longer.
    for (let i = 0; i < text.length; i++) this.#block[this.#filled++] = text.charCodeAt(i);
    return this;
  }

  comma(): this {
    this.#block[this.#filled++] = 44;
    return this;
  }

  newline(): this {
    this.#block[this.#filled++] = 10;
    return this;
  }

  /** Writes a whole number from 0 to 2⁵³ in decimal. */
  number(value: number): this {
    this.#reserve();
    let digits = 1;
    for (let bound = 10; value >= bound; bound *= 10) digits++;
    let rest = value;
    for (let at = this.#filled + digits - 1; at >= this.#filled; at--) {
      const tens = Math.floor(rest / 10);
      this.#block[at] = 48 + (rest - tens * 10);
      rest = tens;
    }
    this.#filled += digits;
    return this;
  }

  close(): void {
    try {
      this.#flush();
    } finally {
      closeSync(this.#file);
    }
  }

  /** Closes without writing what is left. */
  abandon(): void {
    closeSync(this.#file);
  }

  #reserve(): void {
    if (this.#filled > blockBytes - margin) this.#flush();
  }

  #flush(): void {
    for (let at = 0; at < this.#filled; ) at += writeSync(this.#file, this.#block, at, this.#filled - at);
    this.#filled = 0;
  }
}

/** Writes a text file and closes it, whatever happens on the way. */
export function writeText(path: string, write: (file: TextFile) => void): void {
  const file = new TextFile(path);
  try {
    write(file);
  } catch (error) {
    file.abandon();
    throw error;
  }
  file.close();
}
