import { basename } from 'node:path';
import {
  counted,
  countText,
  type Dataset,
  eventKinds,
  type InspectedFiles,
  type Inspection,
  shown,
} from '../../data/index.js';
import { funnelSteps } from '../../features/index.js';
import { colour } from '../engine/colour.js';

/**
 * What was found in a folder, for the terminal.
 * @param width the most characters of a line of a table.
 */
export function inspectionText(inspection: Inspection, width = 160): string {
  const { kinds, others, dataset, mapping, notKnown, partBytes } = inspection;
  const parts = kinds.map((kind) => kindText(kind, width));
  const noTables = others.filter(({ remedy }) => remedy === undefined);
  if (noTables.length > 0)
    parts.push([title('Left out'), ...noTables.map(({ file, why }) => `  ${file} ${why}`)].join('\n'));
  if (dataset && !mapping) parts.push(`${title('A known layout')}\n  ${dataset.layout}: it is read without a mapping.`);
  const hasOpenWords = kinds.some(({ words }) => words.some(({ meaning }) => meaning === undefined));
  if (dataset) parts.push(countsText(dataset, { partBytes, hasOpenWords }), funnelText(dataset));
  const doubts = kinds.flatMap((kind) => inKind(kind, kinds.length > 1, doubtsOf(kind)));
  if (dataset && mapping && !hasTooMany(dataset)) doubts.push(...rejectText(dataset));
  if (notKnown !== undefined) doubts.push(`the files’ names are those of a known layout, but ${notKnown}`);
  parts.push(...list('Doubts', doubts), ...list('To settle first', questionsOf(inspection)));
  return `${parts.join('\n\n')}\n`;
}

/** What must be settled before a run reads what it should, each in one or more lines. */
export function questionsOf({ kinds, others, dataset, mapping, failure }: Inspection): string[] {
  return [
    ...others.flatMap(({ file, why, remedy }) =>
      remedy === undefined ? [] : [`${file} ${why}. To read it, ${remedy.replace('FILE', file)}`],
    ),
    ...kinds.flatMap((kind) => inKind(kind, kinds.length > 1, kind.questions)),
    ...(failure === undefined ? [] : [`the mapping does not read the files: ${failure}`]),
    ...(dataset && mapping && hasTooMany(dataset) ? rejectText(dataset) : []),
  ];
}

const list = (head: string, entries: readonly string[]): string[] =>
  entries.length === 0
    ? []
    : [[title(head), ...entries.map((entry) => `  • ${entry.replaceAll('\n', '\n    ')}`)].join('\n')];

const title = (text: string): string => colour.bold(text);

const formats = { csv: 'table of text', 'json-lines': 'JSON lines', parquet: 'Parquet', arrow: 'Arrow' } as const;
const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

function kindText(kind: InspectedFiles, width: number): string {
  const table = (rows: readonly (readonly string[])[]) => tableText(rows, width);
  const { files, bytes, sample, columns, facts, words } = kind;
  const how = [
    formats[sample.format],
    ...(sample.delimiter === undefined
      ? []
      : [delimiterNames[sample.delimiter] ?? `fields end in ${sample.delimiter}`]),
    ...(sample.hasHeader ? [] : ['no header']),
    ...(sample.encoding ? [sample.encoding] : []),
    ...(sample.each === undefined ? [] : [`events in the list "${sample.each}"`]),
  ];
  const named = files.length > 3 ? `${files.slice(0, 3).join(', ')} and ${files.length - 3} more` : files.join(', ');
  const fieldOf = new Map(Object.entries(columns).map(([field, column]) => [column, field]));
  const rows = facts.map((column) => {
    const { name, values, rows, counts, time } = column;
    const empty = rows === values.length ? '' : `${percent(1 - values.length / rows)} empty`;
    const what = [
      `${countText(counts.size)} distinct`,
      empty,
      time && fieldOf.get(column) === 'time' ? rangeOf(time) : '',
    ]
      .filter((part) => part !== '')
      .join(', ');
    return [
      fieldOf.get(column) ?? '–',
      shown(name),
      what,
      [...counts.keys()]
        .slice(0, 3)
        .map((value) => clipped(value, 24))
        .join(' · '),
    ];
  });
  const parts = [
    `${title(named)}  ${how.join(', ')}, ${size(bytes)}`,
    table([['proposed', 'column', `in ${counted(sample.rows.length, 'row')}`, 'such as'], ...rows]),
  ];
  if (words.length > 0)
    parts.push(
      table([
        ['means', 'word', 'rows'],
        ...words
          .slice(0, mostWords)
          .map(({ word, count, meaning }) => [meaning ?? '?', word === '' ? '""' : shown(word), countText(count)]),
        ...(words.length > mostWords ? [['', `and ${words.length - mostWords} more`, '']] : []),
      ]),
    );
  parts.push(
    `${colour.gray('  the first rows')}\n${table(sample.rows.slice(0, 5).map((row) => row.map((value) => clipped(value, 22))))}`,
  );
  return parts.join('\n\n');
}

const mostWords = 40;

const rangeOf = ({ settings, from, to }: NonNullable<InspectedFiles['facts'][number]['time']>) =>
  `${settings.format}, ${day(from)} – ${day(to)}`;

const doubtsOf = ({ doubts, source }: InspectedFiles): readonly string[] =>
  source ? doubts : [`left out, as ${doubts[0]}`, ...doubts.slice(1)];

/** What is said of files of one kind, with the first one's name where there are others. */
const inKind = ({ files }: InspectedFiles, isOneOfMany: boolean, said: readonly string[]): string[] =>
  said.map((text) => (isOneOfMany ? `${files[0]}${files.length > 1 ? ' …' : ''}: ${text}` : text));

/** Whether more than one in a hundred rows of a file would be set aside, at which a run stops. */
function hasTooMany({ rejects, eventRows }: Pick<Dataset, 'rejects' | 'eventRows'>): boolean {
  const [rows, bad] = [new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>, name: string, count: number) => to.set(name, (to.get(name) ?? 0) + count);
  for (const source of eventRows) add(rows, basename(source.file), source.rows);
  for (const { file } of rejects) add(bad, file, 1);
  return [...bad].some(([name, count]) => count > 0.01 * (rows.get(name) ?? 0));
}

/** A share that is not exceeded, in two digits. */
const atLeast = (share: number): number => Math.min(1, Math.ceil(100 * share + 1) / 100);

/** Rows that would be set aside, by reason. */
function rejectText({ rejects, eventRows }: Pick<Dataset, 'rejects' | 'eventRows'>): string[] {
  if (rejects.length === 0) return [];
  // Lines of JSON that are no objects are no rows.
  const lost = rejects.filter(({ reason }) => reason === 'is no JSON object').length;
  const rows = eventRows.reduce((sum, { rows }) => sum + rows, lost);
  const reasons = new Map<string, { count: number; first: string }>();
  for (const { reason, file, line } of rejects) {
    const kind = reason
      .replace(/\(.*\)/, '')
      .replace(/\S*\d\S*/g, '#')
      .trim();
    const known = reasons.get(kind);
    reasons.set(kind, {
      count: (known?.count ?? 0) + 1,
      first: known?.first ?? `${file}, line ${line}: ${shown(reason)}`,
    });
  }
  const most = [...reasons.values()].sort((a, b) => b.count - a.count).slice(0, 5);
  const stops = hasTooMany({ rejects, eventRows })
    ? `, more than the 1 % of a file at which a run stops. Mend the mapping, leave these rows out by "sql", or set them aside with --max-rejects ${atLeast(rejects.length / rows)}`
    : '';
  const head = `${counted(rejects.length, 'row')} of ${countText(rows)} (${percent(rejects.length / rows)}) would be set aside${stops}`;
  const more = reasons.size > most.length ? [`  and for ${counted(reasons.size - most.length, 'other reason')}`] : [];
  return [[head, ...most.map(({ count, first }) => `  ${countText(count)} such as ${first}`), ...more].join('\n')];
}

function countsText(
  { log, hasVisitors, files, warnings }: Dataset,
  { partBytes, hasOpenWords }: { readonly partBytes: number | undefined; readonly hasOpenWords: boolean },
): string {
  const times =
    log.time.length === 0
      ? 'no time'
      : log.clock === 'wall'
        ? `${day(log.time[0]!)} – ${day(log.time.at(-1)!)}`
        : 'an order of events, without a clock';
  const who = hasVisitors ? counted(log.visitors.size, 'visitor') : counted(log.visitors.size, 'session');
  const sum = [counted(log.time.length, 'event'), who, counted(log.items.size, 'item'), times].join(', ');
  const part = partBytes === undefined ? '' : ` from the first ${size(partBytes)} of the files`;
  const open = hasOpenWords ? ', without the words that have no meaning yet' : '';
  return [
    title(`The log that comes of it${part}${open}`),
    `  ${sum}`,
    ...onceEach(warnings, files).map((warning) => colour.gray(`  ${warning}`)),
  ].join('\n');
}

/** Remarks on files, each said once: with a file that it holds for, and the number of the others. */
function onceEach(warnings: readonly string[], files: Dataset['files']): string[] {
  const names = new Map<string, string[]>();
  for (const warning of warnings) {
    const [, name = '', text = ''] = /^([^:]+): (.*)$/s.exec(warning) ?? [];
    const key = files.some(({ path }) => basename(path) === name) ? text : warning;
    names.set(key, [...(names.get(key) ?? []), name]);
  }
  return [...names].map(([text, [first, ...more]]) => {
    if (warnings.includes(text)) return text;
    const path = files.find((file) => basename(file.path) === first)!.path;
    return more.length === 0 ? `${path}: ${text}` : `${counted(more.length + 1, 'file')} such as ${path}: ${text}`;
  });
}

const barWidth = 32;

/** How many visitors come how far, as bars. */
function funnelText({ log, hasVisitors }: Dataset): string {
  const steps = funnelSteps(log);
  const most = Math.max(...steps.map(({ visitors }) => visitors));
  const rows = steps.map(({ kind, events, visitors, value }) => {
    const bar = visitors === 0 ? '' : '█'.repeat(Math.max(1, Math.round((visitors / most) * barWidth)));
    const money = value === undefined || value === 0 ? '' : `, worth ${countText(value)}`;
    const who = hasVisitors ? counted(visitors, 'visitor') : counted(visitors, 'session');
    return `  ${kind.padEnd(longestKind)}  ${colour.cyan(bar.padEnd(barWidth))}  ${who}, ${counted(events, 'event')}${money}`;
  });
  return [title('Funnel'), ...rows].join('\n');
}

const longestKind = Math.max(...eventKinds.map(({ length }) => length));

/** Rows of cells, aligned. */
function tableText(rows: readonly (readonly string[])[], width: number): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  const lines = rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
  return lines.map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line)).join('\n');
}

const clipped = (text: string, most: number): string => {
  const plain = shown(text);
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain;
};
const percent = (share: number): string => `${share < 0.001 ? '< 0.1' : +(100 * share).toPrecision(2)} %`;
const day = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
const size = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
