export { dayMs, hourMs } from './calendar.js';
export { type CleanCount, type Cleaned, type CleanParameters, clean, cleanDefaults } from './clean/clean.js';
export type { MinimumEvents } from './clean/minimum-events.js';
export type { RemovedEvents } from './clean/removal.js';
export { writeRemovedEvents } from './clean/write-removed-events.js';
export { usedIds } from './compact.js';
export { type ConfigProblem, configError, suggest, valueAt } from './config-error.js';
export * from './count-distinct.js';
export { counted, countText } from './count-text.js';
export * from './dataset.js';
export { didYouMean } from './did-you-mean.js';
export { type DownloadOptions, downloadDataset, kaggleUrl } from './download/download-dataset.js';
export { type KaggleCredentials, kaggleCredentials } from './download/kaggle-credentials.js';
export { type KaggleDataset, kaggleDataset, kaggleDatasets } from './download/kaggle-datasets.js';
export { manualSteps } from './download/manual-steps.js';
export * from './duckdb.js';
export * from './errors.js';
export * from './event-log.js';
export * from './event-log-file.js';
export type * from './export/export-format.js';
export { exportFormats } from './export/export-formats.js';
export { partCodes } from './export/part-codes.js';
export type { FileLines } from './file-lines.js';
export * from './file-refusal.js';
export { generateShop } from './generator/generate-shop.js';
export { oracleScores } from './generator/oracle.js';
export { leastEvents, mostEvents, type ShopParameters } from './generator/shop.js';
export { readTruth, type ShopTruth } from './generator/truth.js';
export { hasTruth, truthFolder } from './generator/truth-folder.js';
export { concatIds, type Id, type Ids, idAt, idCount, idList, idsOf, isText, takeIds } from './ids.js';
export { type InspectedFiles, type Inspection, inspectFolder } from './inspect/inspect-folder.js';
export * from './item-properties.js';
export { everyOf, kindsGone } from './kinds-gone.js';
export { type LoadOptions, loadDataset } from './load/load-dataset.js';
export {
  columnMeanings,
  type Mapping,
  type MappingSource,
  mappingJsonSchema,
  parseMapping,
  readMapping,
} from './load/mapping/mapping.js';
export { type FileMarks, fileMarks, hashBytes } from './load/source-file.js';
export { writeRejectedLines } from './load/write-rejected-lines.js';
export { numberPairs } from './number-pairs.js';
export { readPacked, writePacked } from './packed-file.js';
export {
  type IdColumn,
  type ParquetColumn,
  type ParquetColumns,
  type TextColumn,
  writeParquet,
} from './parquet/write-parquet.js';
export type { Plain } from './plain.js';
export * from './property-timeline.js';
export * from './random.js';
export * from './reporter.js';
export * from './sessions.js';
export * from './shown.js';
export * from './sparse.js';
export { assertNoLeak } from './split/assert-no-leak.js';
export type { Split, SplitKind, SplitParts } from './split/assignment.js';
export { type Cut, cutTrain } from './split/cut.js';
export { type FitParts, forFinal, forTuning } from './split/for-fit.js';
export { type HeldPurchases, holdOutPurchases } from './split/hold-out-purchases.js';
export { pastOf } from './split/past-of.js';
export { type SplitParameters, splitLog } from './split/split.js';
export type { Test, Train, Validation } from './split/train-validation-test.js';
export { Vocabulary } from './vocabulary.js';
export * from './write-whole.js';
