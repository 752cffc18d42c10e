/** One piece of long work, told about as it goes. */
export interface ProgressTask {
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
  /** Starts a task of `total` units (rows, queries …; `unit` names them). */
  start(task: string, total: number, unit?: string): ProgressTask;
}

/** Reports to nobody. */
export const silent: Progress = {
  start: () => ({ update: () => {}, finish: () => {} }),
};
