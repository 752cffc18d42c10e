import { InputError } from '../../data/index.js';
import {
  type Compared,
  type ComparedRow,
  compareToFirst,
  type LeaderboardEntry,
  readQuerySegments,
  readQueryValues,
} from '../../evaluation/index.js';
import type { Run } from '../files/run-folder.js';
import { leadingMetrics, ranked } from './leading-metrics.js';

/** The parts of a run that are read; the run may be finished or about to be. */
type ComparableRun = Pick<Run, 'folder' | 'leaderboard' | 'config' | 'segments'>;

export interface ModelsCompared {
  /** The model that the others are compared with; by default the best by the protocol's leading metric. */
  readonly base?: string;
  /** The models that are compared; by default all. */
  readonly models?: readonly string[];
  /** Metrics with one value a query, or P-joint's; by default the protocol's leading metric. */
  readonly metrics?: readonly string[];
  /** A segmentation, e.g. `stage`: compares within each of its segments. */
  readonly by?: string;
}

/**
 * Compares the models of a run query by query. All comparisons of a call are corrected together (Holm), so comparisons that are reported
 * together belong in one call.
 * @returns for each metric and segment one row a model, first the one that the others are compared with.
 * @throws InputError for a model, metric or segmentation that the run does not have.
 */
export async function compareModels(run: ComparableRun, options: ModelsCompared = {}): Promise<ComparedRow[]> {
  const { folder, leaderboard, config } = run;
  const { metrics = [leadingMetrics(leaderboard)[0]], by } = options;
  const all = ranked(leaderboard).map(({ model }) => model);
  const models = options.models?.map((model) => oneOf('model', model, all)) ?? all;
  const entries = ranked(leaderboard).filter(({ model }) => models.includes(model));
  const base = oneOf('model', options.base ?? entries[0]!.model, models);
  const ordered = entries.toSorted((a, b) => Number(b.model === base) - Number(a.model === base));
  const segments = by === undefined ? [undefined] : labelsOf(run, by);
  const segmentOf = by === undefined ? [] : await readQuerySegments(folder, by);

  const names = ordered.map(({ model }) => model);
  const { cluster, valuesOf, weighingOf } = await readQueryValues(folder, names, metrics);
  const groups: [Compared, ...Compared[]][] = [];
  for (const metric of metrics)
    for (const segment of segments) {
      const meant = (value: number, query: number) => (segmentOf[query] === segment ? value : Number.NaN);
      const group = ordered.flatMap((entry): Compared[] => {
        const figure = figureOf(run, entry, metric, by, segment);
        if (!figure) return [];
        const values = valuesOf(entry.model, metric);
        return [
          {
            name: entry.model,
            metric,
            figure,
            values: segment === undefined ? values : values.map(meant),
            ...weighingOf(metric),
            ...(segment !== undefined && { segment }),
          },
        ];
      });
      if (group.length > 0) groups.push(group as [Compared, ...Compared[]]);
    }
  return compareToFirst(groups, cluster, { seed: config.seed, resamples: config.evaluation.resamples });
}

/** The labels of a segmentation that have queries. */
function labelsOf({ segments }: ComparableRun, by: string): string[] {
  const tables = segments.filter(({ segmentation }) => segmentation === by);
  oneOf(
    'segmentation',
    by,
    segments.map(({ segmentation }) => segmentation),
  );
  return tables[0]!.rows.map(({ label }) => label);
}

function figureOf(
  { segments }: ComparableRun,
  { model, metrics }: LeaderboardEntry,
  metric: string,
  by?: string,
  segment?: string,
) {
  if (by === undefined) return metrics[metric];
  const table = segments.find((one) => one.model === model && one.segmentation === by);
  return table?.rows.find(({ label }) => label === segment)?.metrics[metric];
}

function oneOf(what: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  throw new InputError(`the run has no ${what} "${name}"`, {}, `one of ${[...new Set(names)].join(', ')}`);
}
