/** One file of the RetailRocket dataset as downloaded from Kaggle. */
export interface KaggleFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** RetailRocket's files: a download that equals these is complete and unchanged. */
export const kaggleFiles: readonly KaggleFile[] = [
  {
    name: 'events.csv',
    bytes: 94_237_913,
    sha256: '3745aa83238b1e6d44d8fda209807899f420084398f94ddf745f3cbcfecbf9e7',
  },
  {
    name: 'item_properties_part1.csv',
    bytes: 484_315_749,
    sha256: '30aad5aeca58b2dc27dcc73e1708565f5818e45adb3eb57401f91e87355b0b81',
  },
  {
    name: 'item_properties_part2.csv',
    bytes: 408_929_907,
    sha256: 'd5e7d1a91dc40f522aeb596b267e6c87d8aed689a7192d12369cfb165eb987e5',
  },
  {
    name: 'category_tree.csv',
    bytes: 14_454,
    sha256: '94e865eb0a3d48cbbfe3b79079018dd92509315c88f5fd8d00d0b4b5af434f5b',
  },
];

/**
 * Whether the files are Kaggle's, unchanged: the events are required, the others optional.
 * @param files the files of a folder (a gzipped file by its unpacked content).
 */
export const isKaggleDownload = (files: readonly KaggleFile[]): boolean =>
  files.some(({ name }) => name === 'events.csv') &&
  files.every((file) =>
    kaggleFiles.some(({ name, bytes, sha256 }) => name === file.name && bytes === file.bytes && sha256 === file.sha256),
  );
