import { InputError } from '../../data/index.js';
import { assertMatrix, type FeatureMatrix, rowCount } from './feature-matrix.js';

/** Rows with what is right for each. */
export interface RankingExamples {
  readonly matrix: FeatureMatrix;
  readonly labels: Float32Array;
  /** For ranking, the rows of query q are `offsets[q]` … `offsets[q + 1]`. */
  readonly offsets?: Int32Array;
}

/**
 * @param name of the examples, for the message.
 * @throws InputError where labels are not the objective's or not one a row, or queries do not divide the rows between them.
 */
export function assertExamples(
  name: string,
  { matrix, labels, offsets }: RankingExamples,
  allowed: { readonly labels: string; isLabel(label: number): boolean },
  isRanking: boolean,
): void {
  assertMatrix(matrix);
  const rows = rowCount(matrix);
  if (rows === 0) throw new InputError(`${name}: there are no rows`, {}, 'one at least');
  if (labels.length !== rows)
    throw new InputError(`${name}: ${labels.length} labels for ${rows} rows`, {}, 'one a row');
  const bad = labels.findIndex((label) => !allowed.isLabel(label));
  if (bad >= 0) throw new InputError(`${name}: the label of row ${bad} is ${labels[bad]}`, {}, allowed.labels);
  if (!isRanking) return;
  if (!offsets) throw new InputError(`${name}: ranking has no queries`, {}, 'offsets of the rows of each');
  const isRising = offsets.every((offset, at) => at === 0 || offset >= offsets[at - 1]!);
  if (offsets.length < 2 || offsets[0] !== 0 || offsets.at(-1) !== rows || !isRising)
    throw new InputError(`${name}: queries do not divide the ${rows} rows`, {}, `offsets that rise from 0 to ${rows}`);
}
