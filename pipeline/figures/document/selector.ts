/** The properties of an element that selectors read. */
interface Selectable {
  readonly localName: string;
  readonly parentElement: Selectable | null;
  readonly children: readonly Selectable[];
  getAttribute(name: string): string | null;
  hasClass(name: string): boolean;
}

/** Whether an element matches a CSS selector. */
export type Matcher = (element: Selectable) => boolean;

const matchers = new Map<string, Matcher>();

/**
 * Compiles a selector: lists of types, classes, ids, attributes, `:first-child` and `:not(…)` of these, joined by descent or `>`.
 * @throws Error for anything else.
 */
export function matcherOf(selector: string): Matcher {
  let known = matchers.get(selector);
  if (!known) {
    const alternatives = selector.split(',').map((one) => complexMatcher(one.trim()));
    known = alternatives.length === 1 ? alternatives[0]! : (element) => alternatives.some((is) => is(element));
    matchers.set(selector, known);
  }
  return known;
}

function complexMatcher(selector: string): Matcher {
  const [first, ...steps] = selector.replaceAll(/\s*>\s*/g, ' >').split(/\s+/);
  let matches = compoundMatcher(first!);
  for (const step of steps) {
    const above = matches;
    const isChild = step.startsWith('>');
    const own = compoundMatcher(isChild ? step.slice(1) : step);
    matches = (element) => {
      if (!own(element)) return false;
      for (let at = element.parentElement; at; at = at.parentElement) {
        if (above(at)) return true;
        if (isChild) return false;
      }
      return false;
    };
  }
  return matches;
}

const simple =
  /^(?:(?<type>\*|[\w-]+)|\.(?<className>[\w-]+)|#(?<id>[\w-]+)|\[(?<attribute>[\w-]+)(?:(?<operator>[*^$]?=)"?(?<value>[^"\]]*)"?)?\]|(?<first>:first-child)|:not\((?<not>[^)]+)\))/;

function compoundMatcher(selector: string): Matcher {
  const all: Matcher[] = [];
  for (let rest = selector; rest; ) {
    const found = simple.exec(rest);
    if (!found) throw new Error(`the document of figures does not know the selector ${selector}`);
    all.push(simpleMatcher(found.groups as Partial<Record<string, string>>));
    rest = rest.slice(found[0].length);
  }
  return all.length === 1 ? all[0]! : (element) => all.every((is) => is(element));
}

function simpleMatcher({
  type,
  className,
  id,
  attribute,
  operator,
  value = '',
  first,
  not,
}: Partial<Record<string, string>>) {
  if (type) return (element: Selectable) => type === '*' || element.localName === type;
  if (className) return (element: Selectable) => element.hasClass(className);
  if (id) return (element: Selectable) => element.getAttribute('id') === id;
  if (first) return (element: Selectable) => element.parentElement?.children[0] === element;
  if (not) {
    const excluded = compoundMatcher(not);
    return (element: Selectable) => !excluded(element);
  }
  return (element: Selectable) => {
    const own = element.getAttribute(attribute!);
    if (own === null || !operator) return own !== null;
    if (operator === '*=') return own.includes(value);
    if (operator === '^=') return own.startsWith(value);
    return operator === '$=' ? own.endsWith(value) : own === value;
  };
}
