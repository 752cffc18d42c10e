import { concatIds, pastOf, quiet, type Reporter, Vocabulary } from '../../data/index.js';
import { createModel, type FitOptions, type Recommender } from '../../models/index.js';
import { checkerboard } from '../checkerboard.js';
import { checkerboardContent } from '../content-of.js';
import { partFitter } from '../part-fitter.js';

/** Every model is told of the checkerboard's items, and handed the models that it is made of; most take no notice. */
export const work = (more: Partial<FitOptions> = {}, train = checkerboard()): FitOptions => {
  const own = { seed: 7, reporter: quiet, threads: 1, content: checkerboardContent(), ...more };
  return { ...own, part: partFitter(train, own) };
};

export const fit = async (name: string, more: Partial<FitOptions> = {}) => {
  const model = createModel(name);
  await model.fit(checkerboard(), work(more));
  return model;
};

/** One fit of each way, by name and way: to fit anew for each test would take most of the suite's time. */
const shared = new Map<string, Promise<Recommender>>();
const once = (name: string, way: string, fitting: () => Promise<Recommender>): Promise<Recommender> => {
  const key = `${name} ${way}`;
  if (!shared.has(key)) shared.set(key, fitting());
  return shared.get(key)!;
};

/** A fitted model for tests that only ask it. */
export const fittedOnce = (name: string) => once(name, 'as usual', () => fit(name));

/** By name: the tasks that the fit of {@link fittedAgain} started and finished, and what it reported wrongly of how far it was. */
export const progressLines = new Map<string, string[]>();

/** The same model fitted once more, with its progress in {@link progressLines}. */
export const fittedAgain = (name: string) =>
  once(name, 'again', () => {
    const lines: string[] = [];
    progressLines.set(name, lines);
    const start: Reporter['start'] = (task, total) => {
      lines.push(`start ${task}`);
      let last = 0;
      return {
        update: (done) => {
          if (!(done >= last && done <= total)) lines.push(`${done} of ${total} after ${last}`);
          last = done;
        },
        finish: () => lines.push(`finish ${task}`),
      };
    };
    return fit(name, { reporter: { ...quiet, start } });
  });

/** A model fitted on the first half of a checkerboard whose vocabulary has an item, the last, that nobody has seen. */
export const fittedEarly = (name: string) =>
  once(name, 'on the past', async () => {
    const train = checkerboard();
    const items = new Vocabulary(concatIds(train.items.ids, Int32Array.of(777)));
    const past = pastOf({ ...train, items }, train.time[90]!);
    const model = createModel(name);
    await model.fit(past, work({}, past));
    return model;
  });
