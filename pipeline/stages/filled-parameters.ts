import { factsOf, type Parameters } from '../../models/index.js';
import { codeVersions } from '../engine/code-version.js';
import { remembered } from '../engine/memo.js';

/**
 * A model's parameters with its defaults filled in. Only the model's own module knows them; kept in the cache, so that it need not be
 * loaded to tell that nothing has changed.
 * @throws ParameterError for a parameter that the model does not have or that is out of range.
 */
export async function filledParameters(cache: string, name: string, given: Parameters): Promise<Parameters> {
  const { module, load } = factsOf(name);
  const from = [await codeVersions([module]), given];
  return remembered(cache, `parameters-${name}`, from, async () => new (await load())(given).parameters);
}
