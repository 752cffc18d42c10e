/** One figure that is measured, beside a peer's where there is one. A file `*.bench.ts` exports one or more. */
export interface Benchmark {
  /** As it stands in the table and on the command line, in kebab-case. */
  readonly name: string;
  readonly unit: 's' | 'ms';
  /** What is measured, in a few words. */
  readonly about: string;
  /** Whether it reads {@link BenchInput.log}. */
  readonly needsLog?: true;
  /** Adds a row with the peak memory of the whole process. */
  readonly memory?: true;
  /** Times the work of one process and gives the median; 1 unless said. More for work of milliseconds. */
  readonly times?: number;
  /** Makes what the work needs and gives the work, which alone is timed. */
  readonly prepare: (input: BenchInput) => Promise<() => unknown>;
  readonly peer?: Peer;
}

/** What benchmarks may ask for. */
export interface BenchInput {
  /** A folder that holds the `events.csv` of a generated shop of full size, and nothing else; '' where nobody needs it. */
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
}
