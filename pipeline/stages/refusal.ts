import { FileRefusal, InputError } from '../../data/index.js';

/** A model cannot do with the data or its parameters; says so with the model's name, for it is one of several. */
export class Refusal extends InputError {
  constructor(
    readonly model: string,
    /** Why, in one line. */
    readonly reason: string,
    text: string,
  ) {
    super(text);
  }
}

/** What a model threw: a {@link Refusal} if it is for the user to mend. What the file system refuses is no matter of the model. */
export function refusalOf(model: string, error: unknown): unknown {
  if (!(error instanceof InputError) || error instanceof FileRefusal) return error;
  const said = error.message.startsWith(`${model}: `) ? error.message.slice(model.length + 2) : error.message;
  return new Refusal(model, said.replaceAll(/\n\s+expected: /g, '; expected: '), `${model}: ${said}`);
}
