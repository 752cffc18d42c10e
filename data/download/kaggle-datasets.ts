import { suggest } from '../config-error.js';
import { InputError } from '../errors.js';
import { type KaggleFile, kaggleFiles } from './kaggle-files.js';

/** A dataset of shops' logs at Kaggle. */
export interface KaggleDataset {
  readonly title: string;
  /** Owner and name at Kaggle. */
  readonly path: string;
  /** The files to fetch, with their size and sha256 where its publisher or we know them. */
  readonly files: readonly DownloadedFile[];
  /** Under which terms its publisher gives it. */
  readonly terms: string;
}

/** A file to fetch, and what it is checked by. */
export type DownloadedFile = Pick<KaggleFile, 'name'> & Partial<KaggleFile>;

const named = (...names: readonly string[]): DownloadedFile[] => names.map((name) => ({ name }));

/** The datasets that can be downloaded, by name. */
export const kaggleDatasets = {
  retailrocket: {
    title: 'RetailRocket',
    path: 'retailrocket/ecommerce-dataset',
    files: kaggleFiles,
    terms: 'CC BY-NC-SA 4.0',
  },
  otto: {
    title: 'OTTO',
    path: 'otto/recsys-dataset',
    files: named('otto-recsys-train.jsonl', 'otto-recsys-test.jsonl'),
    terms: 'the MIT licence',
  },
  rees46: {
    title: 'REES46',
    path: 'mkechinov/ecommerce-behavior-data-from-multi-category-store',
    files: named('2019-Oct.csv', '2019-Nov.csv'),
    terms: 'free to use; its source is to be named, with links to its page at Kaggle and to REES46',
  },
  yoochoose: {
    title: 'Yoochoose',
    path: 'chadgostopp/recsys-challenge-2015',
    files: named('yoochoose-clicks.dat', 'yoochoose-buys.dat'),
    terms: 'CC BY-NC-ND 4.0',
  },
} as const satisfies Readonly<Record<string, KaggleDataset>>;

/**
 * The dataset of a name.
 * @throws InputError for an unknown name; it names the nearest.
 */
export function kaggleDataset(name: string): KaggleDataset {
  if (Object.hasOwn(kaggleDatasets, name)) return kaggleDatasets[name as keyof typeof kaggleDatasets];
  throw new InputError(`unknown dataset "${name}"`, {}, suggest(name, Object.keys(kaggleDatasets), 'One of'));
}
