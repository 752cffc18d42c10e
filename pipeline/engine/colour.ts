const on = isOn(process.env, process.stdout.isTTY);

const style =
  (begin: number, end: number) =>
  (text: string): string =>
    on ? `\x1b[${begin}m${text}\x1b[${end}m` : text;

/** Text in a colour or in bold, if the terminal supports it. */
export const colour = {
  on,
  bold: style(1, 22),
  green: style(32, 39),
  cyan: style(36, 39),
  gray: style(90, 39),
} as const;

/** `FORCE_COLOR` and `NO_COLOR` (no-color.org) override the detection from standard output. */
export function isOn({ FORCE_COLOR, NO_COLOR, TERM }: NodeJS.ProcessEnv, isTerminal: boolean | undefined): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return !NO_COLOR && TERM !== 'dumb' && !!isTerminal;
}
