/** The progress of one piece of long work. */
export interface ProgressBar {
  /**
   * `done` units of the total are finished (an absolute count, not an increment); `note` is a short remark, e.g. the
   * recent loss.
   */
  update(done: number, note?: string): void;
  /** The work is finished; `note` states its result in a few words. */
  finish(note?: string): void;
}

/** The receiver of progress reports: a terminal, a log, a notebook, or nobody. */
export interface Progress {
  /** Starts a piece of work of `total` units (rows, queries …; `unit` names them). */
  start(work: string, total: number, unit?: string): ProgressBar;
}

/** Discards all reports. */
export const silent: Progress = {
  start: () => ({ update: () => {}, finish: () => {} }),
};
