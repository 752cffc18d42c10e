/** The place of an error in the input. Lines and columns count from 1. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number | string;
}

/**
 * Unusable user input: the message states what is wrong, where, and what would be right. Commands print only the
 * message, without a stack, and exit with 1.
 */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(
    readonly what: string,
    readonly place: Place = {},
    readonly expected?: string,
  ) {
    const at = [
      place.file,
      place.line === undefined ? undefined : `line ${place.line}`,
      place.column === undefined
        ? undefined
        : typeof place.column === 'number'
          ? `column ${place.column}`
          : `column "${place.column}"`,
    ].filter((part) => part !== undefined);
    super(
      `${at.length ? `${at.join(', ')}: ` : ''}${shortenMiddle(what)}${expected ? `\n  expected: ${expected}` : ''}`,
    );
  }
}

/** Maximum length in characters of the part of a message that states what is wrong: a value in it may be of any length. */
const most = 2000;

const shortenMiddle = (text: string): string =>
  text.length > most ? `${text.slice(0, most / 2)} … ${text.slice(-most / 2)}` : text;
