/** One figure that is measured, beside a peer's where there is one. A file `*.bench.ts` exports one or more. */
export interface Benchmark {
  /** As it stands in the table and on the command line, in kebab-case. */
  readonly name: string;
  /** Of `queries/s` the figure is {@link count} over the seconds: there a ratio above 1 is the better one. */
  readonly unit: 's' | 'ms' | 'queries/s';
  /** What is measured, in a few words. */
  readonly about: string;
  /** Which log {@link BenchInput.log} is to hold, where it reads one. */
  readonly needsLog?: BenchLog;
  /** Adds a row with the peak memory of the whole process. */
  readonly memory?: true;
  /** Times the work of one process and gives the median; 1 unless said. More for work of milliseconds. */
  readonly times?: number;
  /** For `queries/s`: how many queries the work answers. */
  readonly count?: number;
  /** Makes what the work needs and gives the work, which alone is timed. */
  readonly prepare: (input: BenchInput) => Promise<() => unknown>;
  readonly peer?: Peer;
}

/** The whole log of a generated shop of full size, 2,756,101 events, or its core: see `coreOf`. */
export type BenchLog = 'whole' | 'core';

/** What benchmarks may ask for. */
export interface BenchInput {
  /** A folder that holds the `events.csv` that the benchmark asked for, and nothing else; '' where it asked for none. */
  readonly log: string;
}

/** The same work done by a Python script of `testing/peers/`, which prints a {@link PeerFigures} as JSON. */
export interface Peer {
  readonly script: string;
  /** Arguments after the folder of the log. */
  readonly args?: readonly string[];
  /** The modules that the script imports, as pip names them. */
  readonly packages: readonly string[];
}

/** What one process measured of itself. */
export interface Figures {
  readonly seconds: number;
  readonly peakMemoryMB: number;
}

export interface PeerFigures extends Figures {
  /** The peer's name and version. */
  readonly name: string;
  /** For `queries/s`: how many queries it answered, where those are fewer than ours. */
  readonly count?: number;
}
