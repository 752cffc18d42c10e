import { type Cut, cutTrain, type Train } from '../data/index.js';
import { type FitOptions, loadModel, type PartSpec, type Recommender } from '../models/index.js';

/**
 * A `FitOptions.part` that fits each part once, on the same train or on what a cut leaves of it, and remembers it. On the latter it fits without
 * content, for what it was given is what was known by train's end.
 */
export function partFitter(train: Train, work: FitOptions): NonNullable<FitOptions['part']> {
  const fitted = new Map<string, Promise<Recommender>>();
  const part = (spec: PartSpec, cut?: Cut): Promise<Recommender> => {
    const key = JSON.stringify([spec, cut]);
    const known = fitted.get(key) ?? fit(spec, cut);
    fitted.set(key, known);
    return known;
  };
  const fit = async ({ model, parameters }: PartSpec, cut?: Cut): Promise<Recommender> => {
    const recommender = await loadModel(model, parameters);
    if (cut === undefined) await recommender.fit(train, { ...work, part });
    else {
      const { content: _, ...blind } = work;
      const past = cutTrain(train, cut);
      await recommender.fit(past, { ...blind, part: partFitter(past, blind) });
    }
    return recommender;
  };
  return part;
}
