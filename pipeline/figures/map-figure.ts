import { countText } from '../../data/index.js';
import type { Figure } from './figure.js';
import { percent } from './numbers.js';
import { axis, figure, palette } from './style.js';

/** Items on a plane. */
export interface ItemMap {
  readonly model: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Each item's group, which determines its colour. */
  readonly group: readonly string[];
  /** Share of the vectors' variance along x and y. */
  readonly explained: readonly [number, number];
  /** Share of items whose nearest neighbour, by the whole vector, is of the same group; `byChance` is the share expected by chance. */
  readonly sameGroup: number;
  readonly byChance: number;
}

const others = 'others';

/** Items' vectors on their first two principal components, coloured by group: the six largest groups, and the others. */
export function mapFigure({ model, x, y, group, explained, sameGroup, byChance }: ItemMap): Figure {
  const sizes = new Map<string, number>();
  for (const name of group) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const largest = [...sizes].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => name);
  const shown = largest.length > palette.length ? largest.slice(0, palette.length - 1) : largest;
  const nameOf = (at: number) => (shown.includes(group[at]!) ? group[at]! : others);
  const series = shown.length < largest.length ? [others, ...shown] : shown; // others first, drawn below the rest
  const data = series.map((name) => {
    const own = group.flatMap((_, at) => (nameOf(at) === name ? [at] : []));
    const [across, up] = [own.map((at) => x[at]!), own.map((at) => y[at]!)];
    const color = name === others ? palette[6] : palette[shown.indexOf(name)]!;
    const marker = { color, size: 5, opacity: name === others ? 0.35 : 0.8 };
    return { type: 'scatter', mode: 'markers', x: across, y: up, name, marker, cliponaxis: false } as const;
  });
  const layout = {
    width: 800,
    height: 640,
    xaxis: axis(`first principal component, ${percent(explained[0])} of the variance`, { zeroline: true }),
    yaxis: axis(`second, ${percent(explained[1])}`, { zeroline: true }),
  };
  const margin = 1.96 * Math.sqrt((sameGroup * (1 - sameGroup)) / x.length);
  const interval = [Math.max(0, sameGroup - margin), Math.min(1, sameGroup + margin)].map(percent).join(' to ');
  const caption = `${countText(x.length)} items of ${model}: the nearest of an item, by all of its vector, is of the item’s own group in ${percent(sameGroup)} of the cases (95 % interval ${interval}); by chance it would be in ${percent(byChance)}.`;
  return figure({ data, layout, caption });
}
