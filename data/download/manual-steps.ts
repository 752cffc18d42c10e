import type { KaggleDataset } from './kaggle-datasets.js';

/** The three steps of a manual download, for users without a token. */
export const manualSteps = ({ path, files }: KaggleDataset, folder: string): string =>
  [
    'there is no Kaggle token. Without one, by hand:',
    `  1. sign in at https://www.kaggle.com/datasets/${path} and press Download`,
    `  2. unpack the archive into ${folder}: ${files.map(({ name }) => name).join(', ')}`,
    `  3. npm run pipeline -- --data ${folder}`,
    'Or with a token: https://www.kaggle.com/settings, "Create New Token"; put it in ~/.kaggle/kaggle.json (or set',
    'KAGGLE_USERNAME and KAGGLE_KEY) and run this again.',
  ].join('\n');
