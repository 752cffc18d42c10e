/** One figure that is measured, beside a peer's where there is one. A file `*.bench.ts` exports one or more. */
export interface Benchmark {
  /** As it stands in the table and on the command line, in kebab-case. */
  readonly name: string;
  /** Of `queries/s` the figure is {@link count} over the seconds: there a ratio above 1 is the better one. */
  readonly unit: 's' | 'ms' | 'queries/s';
  /** What is timed: the time that passes, or what the process takes of the processor, all its threads together; `wall` unless said. */
  readonly clock?: 'wall' | 'cpu';
  /** What is measured, in a few words. */
  readonly about: string;
  /** Which log {@link BenchInput.log} is to hold, where it reads one. */
  readonly needsLog?: BenchLog;
  /** Adds a row with the peak memory of the whole process. */
  readonly memory?: true;
  /** Times the work of one process and gives the median; 1 unless said. More for work of milliseconds. */
  readonly times?: number;
  /** How many queries the work answers, or steps it takes: of `s` and `ms` the figure is what one takes; 1 unless said. */
  readonly count?: number;
  /** Makes what the work needs and gives the work, which alone is timed. */
  readonly prepare: (input: BenchInput) => Promise<() => unknown>;
  readonly peer?: Peer | OwnPeer;
}

/**
 * The whole log of a generated shop of full size, 2,756,101 events, the same with UUIDs for ids, or its core: see `coreOf`. Or `retailrocket-sessions`, a session
 * log with `train.tsv` and `test.tsv`; where that is missing, a generated one of like size.
 */
export type BenchLog = 'whole' | 'uuids' | 'core' | 'sessions';

/** What benchmarks may ask for. */
export interface BenchInput {
  /** A folder that holds the files of the log that the benchmark asked for; '' where it asked for none. */
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

/** The same work done by us in another way, as on fewer threads. */
export interface OwnPeer {
  readonly name: string;
  readonly prepare: Benchmark['prepare'];
}

/** What one process measured of itself. */
export interface Figures {
  readonly seconds: number;
  readonly peakMemoryMB: number;
}

export interface PeerFigures extends Figures {
  /** The peer's name and version. */
  readonly name: string;
  /** How many queries it answered or steps it took, where that is another number than ours. */
  readonly count?: number;
}
