import { escapeHtml } from '../report/html.js';

const keywords =
  'as async await class const else export extends false for from function if implements import in interface let new null of ' +
  'return throw true type typeof undefined while';

const token = new RegExp(
  [
    String.raw`(?<comment>//[^\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<string>'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\`(?:\\.|[^\`\\])*\`)`,
    String.raw`(?<number>\b\d[\d_.]*(?:e[+-]?\d+)?\b)`,
    String.raw`(?<keyword>\b(?:${keywords.replaceAll(' ', '|')})\b)`,
    String.raw`(?<call>\b[\w$]+(?=\())`,
  ].join('|'),
  'g',
);

/** TypeScript as HTML, its comments, strings, numbers, keywords and calls in spans of these classes. */
export function highlight(code: string): string {
  let html = '';
  let at = 0;
  for (const match of code.matchAll(token)) {
    const kind = Object.entries(match.groups!).find(([, text]) => text !== undefined)![0];
    html += `${escapeHtml(code.slice(at, match.index))}<span class="${kind}">${escapeHtml(match[0])}</span>`;
    at = match.index + match[0].length;
  }
  return html + escapeHtml(code.slice(at));
}
