import { FileRefusal, InputError } from '../../data/index.js';

/** A model cannot work with the data or its parameters; the message begins with the model's name, as a run has several. */
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

/** Converts an error thrown by a model: a {@link Refusal} if the user can mend it. Errors of the file system are left as they are. */
export function refusalOf(model: string, error: unknown): unknown {
  if (!(error instanceof InputError) || error instanceof FileRefusal) return error;
  const said = error.message.startsWith(`${model}: `) ? error.message.slice(model.length + 2) : error.message;
  return new Refusal(model, said.replaceAll(/\n\s+expected: /g, '; expected: '), `${model}: ${said}`);
}
