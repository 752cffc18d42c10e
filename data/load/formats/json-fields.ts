import { didYouMean } from '../../did-you-mean.js';
import { InputError } from '../../errors.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects whose fields an error lists. */
const listed = 1000;

/** The fields that the JSON lines of one source have, of those that it is read for: a file of several may lack some. */
export class JsonFields {
  readonly #paths: string[] = [];
  readonly #missing = new Set<string>();
  readonly #found = new Set<string>();
  readonly #known = new Set<string>();
  #objects = 0;

  /** Begins a file that is read for the fields of some names. */
  begin(path: string, names: readonly string[]): void {
    this.#paths.push(path);
    for (const name of names) if (!this.#found.has(name)) this.#missing.add(name);
  }

  /** Looks at the fields of a line's object. @param each the list whose entries count as fields within it. */
  see(object: JsonObject, each: string | undefined): void {
    if (this.#missing.size === 0 && this.#objects >= listed) return;
    for (const name of namesIn(object, each)) {
      if (this.#missing.delete(name)) this.#found.add(name);
      if (this.#objects < listed) this.#known.add(name);
    }
    this.#objects++;
  }

  /** @throws InputError naming all fields that no line has, each with the nearest that there is. */
  refuseMissing(): void {
    if (this.#missing.size === 0 || this.#known.size === 0) return;
    const known = [...this.#known];
    const named = Array.from(this.#missing, (name) => {
      const nearest = didYouMean(name, known).trim();
      return nearest === '' ? `"${name}"` : `"${name}" (${nearest})`;
    });
    const [first, ...others] = this.#paths;
    const file = others.length === 0 ? first! : `${first} and ${others.length} more`;
    throw new InputError(`no line has the field ${named.join(', ')}`, { file }, known.slice(0, 50).join(', '));
  }
}

/** The names of the fields of an object, and of those within them as `a.b`; of a list those of its entries, if it is `each`. */
function namesIn(value: unknown, each: string | undefined, name = ''): string[] {
  const entries = name === each && Array.isArray(value) ? value : [value];
  const inner = entries.flatMap((entry: unknown) =>
    isObject(entry)
      ? Object.entries(entry).flatMap(([key, of]) => namesIn(of, each, name === '' ? key : `${name}.${key}`))
      : [],
  );
  return name === '' ? inner : [name, ...inner];
}
