import type { z } from 'zod';
import { didYouMean } from './did-you-mean.js';
import { InputError, type Place } from './errors.js';

type Issue = z.core.$ZodIssue;

/** The parts of a message about a wrong setting. */
export interface ConfigProblem {
  readonly issue: Issue;
  /** The configuration as it was given. */
  readonly given: unknown;
  /** Where the setting at a path was written, and its name there. */
  readonly source: (path: readonly PropertyKey[]) => { readonly place: Place; readonly name: string };
  /** The valid keys of the part at a path. */
  readonly keysAt: (path: readonly PropertyKey[]) => readonly string[];
}

/** The error for a wrong setting: its value and what is expected; for an unknown setting, the nearest valid one. */
export function configError({ issue: found, given, source, keysAt }: ConfigProblem): InputError {
  const issue = innermost(found, given);
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    const { place, name } = source([...issue.path, key]);
    const right = keysAt(issue.path);
    return new InputError(
      `there is no ${name}`,
      place,
      right.length > 0 ? suggest(key, right, 'Keys here') : 'no key here',
    );
  }
  const { place, name } = source(issue.path);
  const value = valueAt(given, issue.path);
  // A rule between settings may be broken by the value of another setting.
  const absent = issue.code === 'custom' ? 'has its default' : 'is missing';
  return new InputError(
    `${name} ${value === undefined ? absent : `is ${JSON.stringify(value)}`}`,
    place,
    expected(issue, value),
  );
}

/** Names the nearest of the valid words, then all of them. */
export const suggest = (word: string, right: readonly string[], what: string): string =>
  `${didYouMean(word, right)}${what}: ${right.join(', ')}`;

/** For a setting that may be `auto` or an object: the issue inside the given object. */
function innermost(issue: Issue, given: unknown): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0 || saysItself(issue)) return issue;
  if (typeof valueAt(given, issue.path) !== 'object') return issue;
  const inner = issue.errors.at(-1)![0]!;
  return { ...inner, path: [...issue.path, ...inner.path] } as Issue;
}

/** Whether the schema has its own message for this issue. */
const saysItself = (issue: Issue): boolean => !issue.message.startsWith('Invalid ');

/** The value at a path; undefined if the path does not exist. */
export const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], given);

function expected(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return typeof value === 'string' ? suggest(value, issue.values.map(String), 'One of') : issue.values.join(' or ');
    case 'invalid_union': {
      if (saysItself(issue)) return issue.message;
      const options = (issue as { options?: readonly string[] }).options;
      if (options === undefined) return '"auto", or an object such as { "kind": "last-days", "days": 7 }';
      return typeof value === 'string' ? suggest(value, options, 'One of') : `one of ${options.join(', ')}`;
    }
    case 'too_small':
      return `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${issue.origin === 'array' ? ' entry' : ''}`;
    case 'too_big':
      return `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const kinds: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
