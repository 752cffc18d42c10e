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
  const { kinds, others, dataset, mapping, untried, notKnown } = inspection;
  const parts = kinds.map((kind) => kindText(kind, width));
  if (others.length > 0)
    parts.push([title('Left out'), ...others.map(({ file, why }) => `  ${file} ${why}`)].join('\n'));
  const doubts = kinds.flatMap((kind) => doubtsOf(kind, kinds.length > 1));
  if (dataset && mapping) doubts.push(...rejectDoubts(dataset));
  if (untried !== undefined) doubts.push(untried);
  if (notKnown !== undefined) doubts.push(`the files’ names are those of a known layout, but ${notKnown}`);
  if (dataset && !mapping) parts.push(`${title('A known layout')}\n  ${dataset.layout}: it is read without a mapping.`);
  if (dataset) parts.push(...[countsText(dataset), funnelText(dataset)]);
  if (doubts.length > 0)
    parts.push(
      [title('Doubts'), ...doubts.map((doubt) => (doubt.startsWith(' ') ? `  ${doubt}` : `  • ${doubt}`))].join('\n'),
    );
  return `${parts.join('\n\n')}\n`;
}

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
        ...words.map(({ word, count, meaning }) => [meaning, shown(word), countText(count)]),
      ]),
    );
  parts.push(
    `${colour.gray('  the first rows')}\n${table(sample.rows.slice(0, 5).map((row) => row.map((value) => clipped(value, 22))))}`,
  );
  return parts.join('\n\n');
}

const rangeOf = ({ settings, from, to }: NonNullable<InspectedFiles['facts'][number]['time']>) =>
  `${settings.format}, ${day(from)} – ${day(to)}`;

const doubtsOf = ({ doubts, files, source }: InspectedFiles, isOneOfMany: boolean): string[] => {
  const all = source ? doubts : [`left out, as ${doubts[0]}`, ...doubts.slice(1)];
  return all.map((doubt) => (isOneOfMany ? `${files[0]}${files.length > 1 ? ' …' : ''}: ${doubt}` : doubt));
};

/** Rows that would be set aside, by reason; a run bears one in a hundred of a file, and of each kind of events. */
function rejectDoubts({ rejects, eventRows }: Dataset): string[] {
  const rows = eventRows.reduce((sum, { rows }) => sum + rows, 0);
  if (rejects.length === 0) return [];
  const reasons = new Map<string, { count: number; first: string }>();
  for (const { reason, file, line } of rejects) {
    const kind = reason.replace(/\(.*\)/, '').trim();
    const known = reasons.get(kind);
    reasons.set(kind, {
      count: (known?.count ?? 0) + 1,
      first: known?.first ?? `${file}, line ${line}: ${shown(reason)}`,
    });
  }
  const most = [...reasons.values()].sort((a, b) => b.count - a.count).slice(0, 5);
  const share = rejects.length / rows;
  const head = `${counted(rejects.length, 'row')} of ${countText(rows)} (${percent(share)}) would be set aside${share > 0.01 ? ', more than the 1 % at which a run stops' : ''}`;
  return [head, ...most.map(({ count, first }) => `  ${countText(count)} such as ${first}`)];
}

function countsText({ log, hasVisitors, warnings }: Dataset): string {
  const times =
    log.clock === 'wall' ? `${day(log.time[0]!)} – ${day(log.time.at(-1)!)}` : 'an order of events, without a clock';
  const who = hasVisitors ? counted(log.visitors.size, 'visitor') : counted(log.visitors.size, 'session');
  const sum = [counted(log.time.length, 'event'), who, counted(log.items.size, 'item'), times].join(', ');
  return [
    title('The log that comes of it'),
    `  ${sum}`,
    ...warnings.map((warning) => colour.gray(`  ${warning}`)),
  ].join('\n');
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
