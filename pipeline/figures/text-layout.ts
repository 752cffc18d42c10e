import { type FontMetrics, fontFile, readFontMetrics } from './font-metrics.js';

/** A rectangle in pixels, y downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The properties of an SVG element that are read, in any document. */
export interface Drawn {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly parentElement: Drawn | null;
  readonly children: ArrayLike<Drawn>;
  readonly childNodes: ArrayLike<{ readonly nodeType: number; readonly textContent: string | null }>;
  getAttribute(name: string): string | null;
}

const textNode = 3;

/** An affine map from (x, y) to (ax + cy + e, bx + dy + f). */
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const fonts = new Map<string, FontMetrics>();
function font(bold: boolean): FontMetrics {
  const name = bold ? 'DejaVuSans-Bold' : 'DejaVuSans';
  const known = fonts.get(name) ?? readFontMetrics(fontFile(name));
  fonts.set(name, known);
  return known;
}

/**
 * The bounding box of an SVG element's text and rectangles, in the coordinates of the element's parent (its own
 * transform applied), or undefined if it has neither. Paths are ignored: nothing is laid out around them.
 */
function elementBox(element: Drawn): Box | undefined {
  const box = contentBox(element);
  const transform = element.getAttribute('transform');
  return box && transform ? mapBox(box, parseTransform(transform)) : box;
}

/** The same box in the element's own coordinates (SVG's bounding box). */
export function contentBox(element: Drawn): Box | undefined {
  switch (element.tagName.toLowerCase()) {
    case 'text':
    case 'tspan':
      return textBox(element);
    case 'rect':
    case 'image': {
      const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => attributeNumber(element, name));
      return { left: x!, top: y!, right: x! + width!, bottom: y! + height! };
    }
    case 'g':
    case 'svg':
      return Array.from(element.children, elementBox).reduce(union, undefined);
    default:
      return undefined;
  }
}

/** Width in pixels of all the text in an element, set on one line. */
export function textWidth(element: Drawn): number {
  let width = 0;
  for (const child of Array.from(element.childNodes)) {
    if (child.nodeType === textNode) {
      const bold = /^(bold|[6-9]00)/.test(inherited(element, 'font-weight') ?? '');
      width += font(bold).width(child.textContent ?? '') * fontSize(element);
    } else width += textWidth(child as unknown as Drawn);
  }
  return width;
}

/** The box of a text: its `tspan.line` children each start at the same x, `dy` em below the text's y. */
function textBox(text: Drawn): Box | undefined {
  const marked = Array.from(text.children).filter((child) => child.getAttribute('class') === 'line');
  const lines = (marked.length ? marked : [text]).map((line): Box => {
    const size = fontSize(line);
    const x = attributeNumber(line, 'x');
    const y = attributeNumber(line, 'y') + Number.parseFloat(line.getAttribute('dy') ?? '0') * size;
    const width = textWidth(line);
    const anchor = inherited(line, 'text-anchor');
    const left = x - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
    return { left, top: y - font(false).ascent * size, right: left + width, bottom: y + font(false).descent * size };
  });
  return text.textContent ? lines.reduce<Box | undefined>(union, undefined) : undefined;
}

function union(a: Box | undefined, b: Box | undefined): Box | undefined {
  if (!a || !b) return a ?? b;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

const attributeNumber = (element: Drawn, name: string): number =>
  Number.parseFloat(element.getAttribute(name) ?? '') || 0;

const fontSize = (element: Drawn): number => Number.parseFloat(inherited(element, 'font-size') ?? '12');

/** A style property's value on the element or its nearest ancestor; percentages and inheritance by em do not occur. */
function inherited(element: Drawn, property: string): string | undefined {
  for (let at: Drawn | null = element; at; at = at.parentElement) {
    const style = at.getAttribute('style');
    const found = style?.match(new RegExp(`(?:^|[;\\s])${property}:\\s*([^;]+)`))?.[1] ?? at.getAttribute(property);
    if (found) return found;
  }
  return undefined;
}

/** Parses `translate`, `rotate` (with or without a centre) and `scale`, applied from the right to the left. */
function parseTransform(text: string): Matrix {
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  for (const [, kind, list] of text.matchAll(/(translate|rotate|scale)\(([^)]*)\)/g)) {
    const [p = 0, q, r = 0] = list!.split(/[\s,]+/).map(Number);
    if (kind === 'translate') matrix = multiply(matrix, [1, 0, 0, 1, p, q ?? 0]);
    else if (kind === 'scale') matrix = multiply(matrix, [p, 0, 0, q ?? p, 0, 0]);
    else {
      const cos = Math.cos((p * Math.PI) / 180);
      const sin = Math.sin((p * Math.PI) / 180);
      const around: Matrix = [1, 0, 0, 1, q ?? 0, r];
      const back: Matrix = [1, 0, 0, 1, -(q ?? 0), -r];
      matrix = multiply(matrix, multiply(around, multiply([cos, sin, -sin, cos, 0, 0], back)));
    }
  }
  return matrix;
}

const multiply = ([a, b, c, d, e, f]: Matrix, [p, q, r, s, t, u]: Matrix): Matrix => [
  a * p + c * q,
  b * p + d * q,
  a * r + c * s,
  b * r + d * s,
  a * t + c * u + e,
  b * t + d * u + f,
];

/** The axis-aligned box around a mapped box. */
function mapBox(box: Box, [a, b, c, d, e, f]: Matrix): Box {
  const corners = [box.left, box.right].flatMap((x) =>
    [box.top, box.bottom].map((y) => [a * x + c * y + e, b * x + d * y + f] as const),
  );
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** The element's box with the transforms of all its ancestors applied. */
export function clientBox(element: Drawn): Box {
  let box = elementBox(element);
  for (let at = element.parentElement; box && at; at = at.parentElement) {
    const transform = at.getAttribute('transform');
    if (transform) box = mapBox(box, parseTransform(transform));
  }
  return box ?? { left: 0, top: 0, right: 0, bottom: 0 };
}
