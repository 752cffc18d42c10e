import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../errors.js';
import { assertWritable, fileRefusal } from '../file-refusal.js';
import { quiet, type Reporter } from '../reporter.js';
import { writeWhole } from '../write-whole.js';
import { fillCatalogue } from './catalogue.js';
import { scheduleSessions } from './schedule.js';
import { shopParameters } from './shop.js';
import { simulate } from './simulate.js';
import { growTree } from './tree.js';
import { writeTruth } from './truth.js';
import { missingTruth, truthFiles, truthFolder } from './truth-folder.js';
import { inviteVisitors } from './visitors.js';
import { writeProperties, writeTree } from './write-catalogue.js';
import { writeEvents } from './write-events.js';

/**
 * Generates a synthetic shop in the layout of RetailRocket: `events.csv`, `category_tree.csv`, `item_properties_part1.csv`,
 * and in `truth/` the files that {@link readTruth} reads. Equal seeds and sizes give equal bytes.
 *
 * Visitors with tastes over a category tree come in sessions, browse from item to item, return to some, and put those
 * that fit into the cart. Items come and go; a few visitors are bots. The folder appears whole or not at all; an
 * earlier generated shop in it is replaced.
 * @throws InputError when `events` is not from 20,000 to 2,756,101, or the folder holds anything but a generated shop or cannot be
 * written.
 */
export async function generateShop(options: {
  readonly events: number;
  readonly seed: number;
  readonly folder: string;
  readonly reporter?: Reporter;
}): Promise<void> {
  const { events, seed, folder, reporter = quiet } = options;
  const parameters = shopParameters(events, seed);
  await assertPlace(folder);
  const bar = reporter.start('generate', events, 'events');
  const tree = growTree(parameters);
  const catalogue = fillCatalogue(parameters, tree);
  const visitors = inviteVisitors(parameters, tree, catalogue);
  const shop = { tree, catalogue, visitors, browsing: parameters.browsing };
  const log = simulate(parameters, shop, scheduleSessions(parameters, visitors), bar);
  await writeWhole(folder, async (temporary) => {
    await mkdir(join(temporary, truthFolder), { recursive: true });
    writeEvents(join(temporary, 'events.csv'), log, catalogue);
    writeTree(join(temporary, 'category_tree.csv'), tree);
    writeProperties(join(temporary, 'item_properties_part1.csv'), seed, catalogue, tree);
    await writeTruth(join(temporary, truthFolder), parameters, shop);
  });
  bar.finish();
}

/** Checks, before any work, that a missing folder can be created and that an existing one holds at most a generated shop. */
async function assertPlace(folder: string): Promise<void> {
  if (!existsSync(folder)) return assertWritable(folder);
  const names = await readdir(folder).catch((error: unknown) => {
    throw fileRefusal(error) ?? error;
  });
  if (names.length === 0) return;
  const missing = await missingTruth(folder);
  if (missing.length === Object.keys(truthFiles).length)
    throw new InputError('holds something else than a generated shop', { file: folder }, 'a new or an empty folder');
  if (missing.length > 0)
    throw new InputError(
      `may hold a generated shop, without a whole ${missing.map((name) => `${truthFolder}/${name}`).join(', ')}`,
      { file: folder },
      'a new or an empty folder; if all in this one was generated, delete it first',
    );
}
