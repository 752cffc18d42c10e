import type { Display } from 'tslab';
import { lineText, type Reporter } from '../../data/index.js';
import { resultText, stateText } from '../command-line/terminal-reporter.js';

/** Interval between updates of the display, in ms. */
const drawEvery = 500;

/**
 * Reports in a notebook: one display that shows the current task, and those finished tasks that took long or have a note, so
 * that the committed copy shows them too; between them, warnings. Other lines are discarded: the cell's output is the result.
 * @param display `newDisplay()` of tslab, made in the cell that is to show it.
 */
export function notebookReporter(display: Pick<Display, 'text'>): Reporter {
  const over: string[] = [];
  return {
    say(about, text, kind) {
      if (kind !== 'warning') return;
      over.push(`${about}: ${lineText(text, kind)}`);
      display.text(over.join('\n'));
    },
    start(task, total, unit = '') {
      const started = performance.now();
      const seconds = () => (performance.now() - started) / 1000;
      let drawn = started;
      return {
        update(done, note) {
          if (performance.now() - drawn < drawEvery) return;
          drawn = performance.now();
          display.text([...over, `${task}: ${stateText({ done, total, unit, seconds: seconds(), note })}`].join('\n'));
        },
        finish(note) {
          const text = resultText({ total, unit, seconds: seconds(), note });
          if (text !== undefined) over.push(`${task}: ${text}`);
          if (text !== undefined || drawn > started) display.text(over.join('\n'));
        },
      };
    },
  };
}
