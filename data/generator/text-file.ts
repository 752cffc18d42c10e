import { closeSync, openSync, writeSync } from 'node:fs';

const blockBytes = 1 << 22;
/** More bytes than any text or number that one call writes, including the comma or newline after it. */
const margin = 1 << 12;

/** A text file written sequentially in large blocks; numbers are written digit by digit, without intermediate strings. */
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
    // Character by character: for short texts a call to Buffer takes longer.
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

  /** Closes the file without writing the rest. */
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

/** Writes a text file and closes it, even after an error. */
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
