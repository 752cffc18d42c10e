import { pastOf, type Train } from '../data/index.js';
import { type FitContext, loadModel, type PartSpec, type Recommender } from '../models/index.js';

/**
 * A `FitContext.part` that fits each part once, on the same train or its past, and remembers it. On the past it fits without
 * content, for what it was given is what was known by train's end.
 */
export function fitsParts(train: Train, context: FitContext): NonNullable<FitContext['part']> {
  const fitted = new Map<string, Promise<Recommender>>();
  const part = (spec: PartSpec, until?: number): Promise<Recommender> => {
    const key = JSON.stringify([spec, until]);
    const known = fitted.get(key) ?? fit(spec, until);
    fitted.set(key, known);
    return known;
  };
  const fit = async ({ model, parameters }: PartSpec, until?: number): Promise<Recommender> => {
    const recommender = await loadModel(model, parameters);
    if (until === undefined) await recommender.fit(train, { ...context, part });
    else {
      const { content: _, ...blind } = context;
      const past = pastOf(train, until);
      await recommender.fit(past, { ...blind, part: fitsParts(past, blind) });
    }
    return recommender;
  };
  return part;
}
