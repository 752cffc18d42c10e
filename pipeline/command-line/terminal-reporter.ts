import { countText, lineText, type Reporter } from '../../data/index.js';
import { colour } from '../engine/colour.js';
import { duration } from '../engine/duration.js';

const barWidth = 24;
const barEvery = 100;
const lineEvery = 5_000;
/** Seconds below which finished work without a note is not reported. */
const worthTelling = 2;

/**
 * Reports on standard error, so that standard output holds only the command's result. Progress is on a terminal one bar that
 * redraws itself, elsewhere a plain line every five seconds; both with rate, time left and the task's note.
 */
export function terminalReporter(out: NodeJS.WriteStream = process.stderr): Reporter {
  const clearBar = () => out.isTTY && out.write('\r\x1b[2K');
  return {
    say(about, text, kind) {
      clearBar();
      out.write(`${colour.bold(about.padEnd(24))} ${lineText(text, kind)}\n`);
    },
    start(task, total, unit = '') {
      const started = performance.now();
      let shown = started;
      const draw = (done: number, note?: string) => {
        const seconds = (performance.now() - started) / 1000;
        const share = shareOf(done, total);
        const text = stateText({ done, total, unit, seconds, note });
        const filled = Math.round(share * barWidth);
        const bar = colour.cyan('━'.repeat(filled)) + colour.gray('─'.repeat(barWidth - filled));
        out.write(
          out.isTTY ? `\r\x1b[2K  ${task} ${bar} ${text}` : `  ${task}: ${Math.round(share * 100)} %  ${text}\n`,
        );
      };
      return {
        update(done, note) {
          if (performance.now() - shown < (out.isTTY ? barEvery : lineEvery)) return;
          shown = performance.now();
          draw(done, note);
        },
        finish(note) {
          const seconds = (performance.now() - started) / 1000;
          clearBar();
          const text = resultText({ total, unit, seconds, note });
          if (text !== undefined) out.write(colour.gray(`  ${task}: ${text}\n`));
        },
      };
    },
  };
}

/** The state of a task. */
interface State {
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  readonly seconds: number;
  readonly note: string | undefined;
}

const shareOf = (done: number, total: number) => (total > 0 ? Math.min(1, done / total) : 1);

/** A task's progress, rate, estimated time left and note. */
export function stateText({ done, total, unit, seconds, note }: State): string {
  const share = shareOf(done, total);
  const rate = done / Math.max(seconds, 1e-3);
  const left = share > 0 ? (seconds * (1 - share)) / share : Number.POSITIVE_INFINITY;
  const text = `${count(done)}/${count(total)} ${unit}  ${count(rate)}/s  ${duration(left)} left`;
  return note === undefined ? text : `${text}  ${note}`;
}

/** The note of a finished task and its duration; undefined for a short task without a note. */
export function resultText({ total, unit, seconds, note }: Omit<State, 'done'>): string | undefined {
  if (note === undefined && seconds < worthTelling) return undefined;
  const rate = total >= 100 && seconds > worthTelling ? `, ${count(total / seconds)} ${unit}/s` : '';
  return `${note ? `${note}, ` : ''}${duration(seconds)}${rate}`;
}

const count = (n: number): string => (n >= 1e6 ? `${(n / 1e6).toFixed(2)} M` : countText(n));
