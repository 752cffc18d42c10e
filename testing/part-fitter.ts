import { pastOf, type Train } from '../data/index.js';
import { type FitOptions, loadModel, type PartSpec, type Recommender } from '../models/index.js';

/**
 * A `FitOptions.part` that fits each part once, on the same train or its past, and remembers it. On the past it fits without
 * content, for what it was given is what was known by train's end.
 */
export function partFitter(train: Train, work: FitOptions): NonNullable<FitOptions['part']> {
  const fitted = new Map<string, Promise<Recommender>>();
  const part = (spec: PartSpec, until?: number): Promise<Recommender> => {
    const key = JSON.stringify([spec, until]);
    const known = fitted.get(key) ?? fit(spec, until);
    fitted.set(key, known);
    return known;
  };
  const fit = async ({ model, parameters }: PartSpec, until?: number): Promise<Recommender> => {
    const recommender = await loadModel(model, parameters);
    if (until === undefined) await recommender.fit(train, { ...work, part });
    else {
      const { content: _, ...blind } = work;
      const past = pastOf(train, until);
      await recommender.fit(past, { ...blind, part: partFitter(past, blind) });
    }
    return recommender;
  };
  return part;
}
