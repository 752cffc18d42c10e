/** One piece of long work, told about as it goes. */
export interface ProgressBar {
  /**
   * `done` units of the total are finished (an absolute count, not an increment); `note` says in a few words how it goes, e.g. the
   * loss of late.
   */
  update(done: number, note?: string): void;
  /** The work is over; `note` says in a few words what came of it. */
  finish(note?: string): void;
}

/** Where long work reports to: a terminal, a log, a notebook, or nowhere. */
export interface Progress {
  /** Starts a piece of work of `total` units (rows, queries …; `unit` names them). */
  start(work: string, total: number, unit?: string): ProgressBar;
}

/** Reports to nobody. */
export const silent: Progress = {
  start: () => ({ update: () => {}, finish: () => {} }),
};
