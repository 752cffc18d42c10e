/** One piece of long work, told about as it goes. */
export interface ProgressTask {
  /** `done` units of the total are finished (an absolute count, not an increment). */
  update(done: number): void;
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
