import { readFile, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { InputError, writeWhole } from '../../data/index.js';
import type { Parameters } from './recommender.js';

const format = 'retail-recsys model';
const version = 1;

interface StateFile<State> {
  readonly format: string;
  readonly version: number;
  readonly model: string;
  readonly parameters: Parameters;
  readonly state: State;
}

/** Writes a fitted model's state (plain values and typed arrays) to one file, whole or not at all. */
export async function writeState<State>(
  file: string,
  model: string,
  parameters: Parameters,
  state: State,
): Promise<void> {
  const content: StateFile<State> = { format, version, model, parameters, state };
  await writeWhole(file, (temporary) => writeFile(temporary, serialize(content)));
}

/**
 * Reads what {@link writeState} wrote.
 * @throws InputError when the file is no such file, of another model or version, or cut short.
 */
export async function readState<State>(file: string, model: string): Promise<{ parameters: Parameters; state: State }> {
  const content = await read(file);
  if (content?.format !== format)
    throw new InputError('this is not a saved model, or it is cut short', { file }, `a file that ${model} saved`);
  if (content.version !== version)
    throw new InputError(
      `saved by format version ${content.version}`,
      { file },
      `version ${version}: fit and save again`,
    );
  if (content.model !== model)
    throw new InputError(`holds the model ${content.model}`, { file }, `a file that ${model} saved`);
  return { parameters: content.parameters, state: content.state as State };
}

async function read(file: string): Promise<StateFile<unknown> | undefined> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`the model cannot be read (${error.code})`, { file }, 'the path of a saved model');
  });
  try {
    return deserialize(bytes) as StateFile<unknown>;
  } catch {
    return undefined;
  }
}
