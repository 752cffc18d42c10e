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

/** A line is the result of a step, a note on how it was done, or a warning. */
export type LineKind = 'result' | 'note' | 'warning';

/**
 * Receives all that work has to tell: a terminal, a notebook, or nobody. A reporter may discard progress, results and notes;
 * warnings always reach the person.
 */
export interface Reporter {
  /** Reports one line on a stage or a model, named by `about`; a `result` by default. */
  say(about: string, text: string, kind?: LineKind): void;
  /** Starts a piece of work of `total` units (rows, queries …; `unit` names them). */
  start(work: string, total: number, unit?: string): ProgressBar;
}

/** A line's text, with its kind in front unless it is a result. */
export const lineText = (text: string, kind: LineKind = 'result'): string =>
  kind === 'result' ? text : `${kind}: ${text}`;

/** Reports warnings on standard error, and nothing else. */
export const quiet: Reporter = {
  say(about, text, kind) {
    if (kind === 'warning') process.stderr.write(`${about}: ${lineText(text, kind)}\n`);
  },
  start: () => ({ update: () => {}, finish: () => {} }),
};

/**
 * A reporter that also keeps the notes and warnings on one piece of work, for its report. Each counts once, as a model answers
 * batch by batch.
 * @param about names the work on the reporter: the model that speaks may be a part of the one at work.
 */
export function keepingNotes(about: string, reporter: Reporter): Reporter & { readonly notes: readonly string[] } {
  const notes: string[] = [];
  return {
    notes,
    start: (work, total, unit) => reporter.start(work, total, unit),
    say(speaker, text, kind = 'result') {
      const line = `${speaker}: ${text}`;
      if (kind !== 'result') {
        if (notes.includes(line)) return;
        notes.push(line);
      }
      reporter.say(about, line, kind);
    },
  };
}
