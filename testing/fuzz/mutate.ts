import type { Random } from '../../data/index.js';

/** What has upset readers of tables before: numbers that are none, or none of ours, and characters that stand for something. */
const tokens = [
  ...[
    '',
    '0',
    '-1',
    '007',
    '1e3',
    '1e308',
    'inf',
    'NaN',
    'null',
    '0x10',
    '4005.0',
    '4005.00',
    '12.5',
    '.0',
    '5.',
    '+7',
    ' 7',
    '7 ',
    '１',
  ],
  ...[
    '2147483647',
    '2147483648',
    '9223372036854775807',
    '9'.repeat(20),
    '1'.padEnd(270, '0'),
    '1'.padEnd(400, '0'),
    '9'.repeat(70_000),
  ],
  ...['978300000', '1433221332', '1433221332117', '100000000', '99999999', '999999999999999'],
  ...['view', 'View', 'purchase', 'transaction', 'categoryid', 'available', 'true', '[]', '{}', '{"a":1}'],
  ...[
    '"',
    '""',
    '"7"',
    '7"5"3',
    '\u001f',
    '\0',
    '\u001b[31m',
    '\ufeff',
    '\u00e9',
    '\u2028',
    '\\',
    "'",
    '|',
    '::',
    '\t',
    ',',
    ';',
    '#',
  ],
  ...['\n', '\r', '\r\n', '\n\n', ' '],
].map((token) => Buffer.from(token).toString('latin1'));

type Mutation = (text: string, random: Random) => string;

const pick = <T>(values: readonly T[], random: Random): T => values[random.int(values.length)]!;
const replaced = (text: string, from: number, to: number, by: string) => text.slice(0, from) + by + text.slice(to);

/** A stretch of the text that a pattern finds, replaced. */
const onMatch =
  (pattern: RegExp, by: (found: string, random: Random) => string): Mutation =>
  (text, random) => {
    const found = [...text.matchAll(pattern)];
    if (found.length === 0) return text;
    const { index, 0: match } = pick(found, random);
    return replaced(text, index, index + match.length, by(match, random));
  };

const onLines =
  (change: (lines: string[], random: Random) => void): Mutation =>
  (text, random) => {
    const lines = text.split('\n');
    change(lines, random);
    return lines.join('\n');
  };

const mutations: readonly Mutation[] = [
  (text, random) => {
    const at = random.int(text.length + 1);
    return replaced(text, at, at + 1, String.fromCharCode(random.int(256)));
  },
  (text, random) => {
    const at = random.int(text.length + 1);
    return replaced(text, at, at, pick(tokens, random));
  },
  (text, random) => {
    const at = random.int(text.length + 1);
    return replaced(text, at, at + 1 + random.int(20), '');
  },
  (text, random) => text.slice(0, random.int(text.length + 1)),
  onMatch(/[^,\t\n|:" ]+/g, (_, random) => pick(tokens, random)),
  onMatch(/[^,\t\n|:" ]+/g, (field) => `"${field}"`),
  onMatch(/[^,\t\n|:" ]+/g, (field, random) =>
    replaced(field, field.length >> 1, field.length >> 1, pick(tokens, random)),
  ),
  onMatch(/[^,\t\n|:" ]+/g, (field, random) => field + pick(tokens, random)),
  onMatch(/[0-9]+/g, (digits, random) =>
    String(BigInt(digits) * BigInt(pick([-1, 1000, 2 ** 31], random)) + BigInt(random.int(3))),
  ),
  onMatch(/[^\n,\t]+[,\t][^\n,\t]+/g, (fields) => `"${fields}"`),
  onMatch(/[,\t|]|::/g, (_, random) => pick([',', '\t', '|', '::', ';', ''], random)),
  onLines((lines, random) => lines.splice(random.int(lines.length), 0, pick(lines, random))),
  onLines((lines, random) => lines.splice(random.int(lines.length), 1)),
  onLines((lines, random) => {
    const [a, b] = [random.int(lines.length), random.int(lines.length)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
  }),
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => `\u00ef\u00bb\u00bf${text}`,
];

/** Bytes with one to three random changes, in at least one place other than those given. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString('latin1');
  let changed = text;
  for (let left = 1 + random.int(3); left > 0 || changed === text; left--)
    changed = pick(mutations, random)(changed, random);
  return Buffer.from(changed, 'latin1');
}
