import { expect, it } from 'vitest';
import { pastOf, quiet, type Reporter } from '../../data/index.js';
import { createModel, factsOf, restoreModel } from '../../models/index.js';
import { checkerboard } from '../checkerboard.js';
import { queriesOf } from '../queries-of.js';
import { row } from '../row.js';
import { fit, fittedAgain, fittedEarly, fittedOnce, progressLines, work } from './contract-fits.js';
import { fallBack, queries } from './contract-queries.js';

/** What every recommender owes those who fit it. */
export function fitContract(name: string): void {
  it('gives the same answer for the same seed', async () => {
    const [one, two] = [await fittedOnce(name), await fittedAgain(name)];
    expect(await one.recommend(queries(), 5)).toEqual(await two.recommend(queries(), 5));
  });

  it('gives the same answer whatever the number of threads', async () => {
    const [one, two] = [await fittedOnce(name), await fit(name, { threads: 2 })];
    expect(await one.recommend(queries(), 5)).toEqual(await two.recommend(queries(), 5));
  });

  it('is as it was after a fit that fails', async () => {
    const model = await restoreModel((await fittedOnce(name)).snapshot());
    const before = await model.recommend(queries(), 5);
    const reporter: Reporter = {
      ...quiet,
      start: () => ({
        update: () => {},
        finish: () => {
          throw new Error('failed by the test'); // when most has been learnt
        },
      }),
    };
    const train = pastOf(checkerboard(), 60_000 * 90);
    const failure = await model.fit(train, work({ reporter }, train)).catch((error: Error) => error.message);
    expect(failure, 'a fit reports progress: work.reporter.start(…), then finish(), where this test lets it fail').toBe(
      'failed by the test',
    );
    expect(await model.recommend(queries(), 5)).toEqual(before);
  });

  it('fitted on the past of train speaks train’s ids', async () => {
    const asked = queriesOf([{ visitor: 19, context: [3, 5] }]);
    const given = row(await (await fittedEarly(name)).recommend(asked, 21), 0);
    expect(given.length, fallBack).toBeGreaterThan(0);
    for (const [item] of given) expect(item).toBeLessThan(21);
  });

  it('stops when told to: fit and recommend heed work.abort', async () => {
    const stop = AbortSignal.abort(new Error('stopped by the test'));
    await expect(fit(name, { abort: stop })).rejects.toThrow('stopped by the test');
    const model = await fittedOnce(name);
    await expect(model.recommend(queries(), 5, { abort: stop })).rejects.toThrow('stopped by the test');
  });

  it('reports progress that only grows and ends what it starts', async () => {
    await fittedAgain(name);
    const lines = progressLines.get(name)!;
    const started = lines.filter((line) => line.startsWith('start'));
    expect(
      started.length,
      'a fit reports progress: work.reporter.start(…), and finish() of what it returns',
    ).toBeGreaterThan(0);
    expect(lines.filter((line) => !line.startsWith('start')).sort(), 'every start(…) gets its finish()').toEqual(
      started.map((line) => line.replace('start', 'finish')).sort(),
    );
  });

  it('fits without content, or says that it needs it', async () => {
    const model = createModel(name);
    const { content: _, ...bare } = work({});
    const fitting = model.fit(checkerboard(), bare);
    if (factsOf(name).content === 'needs') await expect(fitting).rejects.toThrow(`${name} needs item properties`);
    else await fitting;
  });

  it('refuses a parameter it does not know', () => {
    expect(() => createModel(name, { nonsense: 1 })).toThrow(/nonsense/);
  });
}
