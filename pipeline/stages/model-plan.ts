import { factsOf, loadModel, type Parameters, type PartSpec } from '../../models/index.js';
import type { Config } from '../config/config.js';
import { codeVersions } from '../engine/code-version.js';
import { remembered } from '../engine/memo.js';

/** A model's parameters and parts, known before it is fitted. */
export interface ModelPlan {
  /** Defaults filled in. */
  readonly parameters: Parameters;
  /** The models that the model is made of. */
  readonly parts: readonly PartSpec[];
}

/**
 * The plan of a model with given parameters. Only the model's own module knows it. The plan is cached, so that the module need not be
 * loaded when nothing has changed.
 * @param given parameters that differ from the defaults.
 * @throws ParameterError for a parameter that the model does not have or that is out of range.
 */
export async function modelPlan(cache: string, name: string, given: Parameters): Promise<ModelPlan> {
  const from = [await codeVersions([factsOf(name).module]), given];
  return remembered(cache, `plan-${name}`, from, async () => {
    const { parameters, parts } = await loadModel(name, given);
    return { parameters, parts };
  });
}

/** A model of a run followed by all its parts, parts of parts included. */
export const withParts = ({ cache, parameters }: Config, name: string): Promise<PartSpec[]> =>
  specsOf(cache, name, (parameters[name] ?? {}) as Parameters);

/** Whether one of a run's models is neural or has a neural part. */
export async function hasNeural(config: Config, names: readonly string[]): Promise<boolean> {
  const specs = await Promise.all(names.map((name) => withParts(config, name)));
  return specs.flat().some(({ model }) => factsOf(model).neural);
}

async function specsOf(cache: string, model: string, parameters: Parameters): Promise<PartSpec[]> {
  const { parts } = await modelPlan(cache, model, parameters);
  const deeper = await Promise.all(parts.map((part) => specsOf(cache, part.model, part.parameters ?? {})));
  return [{ model, parameters }, ...deeper.flat()];
}
