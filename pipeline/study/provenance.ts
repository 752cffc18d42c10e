import { countText, type SourceFile } from '../../data/index.js';
import { environmentOf } from '../files/environment.js';

/** A dataset by its name and files: a loaded one, or that of a run. */
export interface Source {
  readonly name: string;
  readonly files: readonly SourceFile[];
  /** The backends of a run; see `Environment`. */
  readonly backend?: Readonly<Record<string, string>>;
}

// A type, not an interface: only a type is assignable to a table's rows, which may have any columns.
type Row = {
  readonly what: string;
  readonly value: string;
};

/**
 * Rows of a table of what a notebook's figures depend on: data by name and hash (data shared by several runs
 * once), seed, revision of the code, versions, processor, and the backends of runs.
 */
export function provenance(datasets: readonly Source[], seed: number): Row[] {
  const { node, processor, threads, git, packages } = environmentOf(seed, []);
  const named = ['@duckdb/node-api', 'apache-arrow', 'plotly.js-basic-dist-min', 'tslab'] as const;
  return [
    ...distinct(datasets.flatMap(filesOf)),
    { what: 'seed', value: String(seed) },
    { what: 'revision', value: git ?? 'outside a checkout' },
    { what: 'Node', value: node },
    { what: 'packages', value: named.map((name) => `${name} ${packages[name]}`).join(', ') },
    { what: 'processor', value: `${processor}, ${threads} threads` },
    ...distinct(
      datasets.flatMap(({ backend = {} }) => Object.entries(backend).map(([what, value]) => ({ what, value }))),
    ),
  ];
}

const filesOf = ({ name, files }: Source): Row[] =>
  files.map(({ path, bytes, sha256 }) => ({
    what: `${name}/${path}`,
    value: `${countText(bytes)} bytes, sha256 ${sha256.slice(0, 16)}…`,
  }));

const distinct = (rows: readonly Row[]): Row[] => [
  ...new Map(rows.map((row) => [`${row.what} ${row.value}`, row] as const)).values(),
];
