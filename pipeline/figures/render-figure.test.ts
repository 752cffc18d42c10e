import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import type { Figure } from './figure.js';
import { renderFigure } from './render-figure.js';
import { axis, bars, figure } from './style.js';

const longNames = ['a rather long name of a model', 'two<br>lines', 'short'];
const example: Figure = figure({
  data: [
    bars({ y: longNames, x: [3, 1, 2], name: 'first kind' }),
    bars({ y: longNames, x: [1, 2, 3], name: 'second' }),
  ],
  layout: { xaxis: axis('events'), yaxis: axis('model') },
  caption: 'The long name has the longest bar.',
});

describe('renderFigure', () => {
  it('gives the same bytes each time, whatever was drawn in between', async () => {
    const first = await renderFigure(example);
    const other = await renderFigure({ ...example, layout: {} });
    const [again] = await Promise.all([renderFigure(example), renderFigure({ ...example, layout: {} })]);
    expect(again.svg).toBe(first.svg);
    expect(again.png.equals(first.png)).toBe(true);
    expect(other.svg).not.toBe(first.svg);
  });

  it('gives figures ids of their own, so that several can share a page', async () => {
    const ids = async (shown: Figure) => (await renderFigure(shown)).svg.match(/(?<=id=")[^"]+/g)!;
    const other = await ids({ ...example, layout: { ...example.layout, height: 300 } });
    expect((await ids(example)).filter((id) => other.includes(id))).toEqual([]);
  });

  it('draws a PNG of the size and scale asked for', async () => {
    const { svg, png } = await renderFigure(example, { width: 500, height: 300, scale: 3 });
    expect(svg).toContain('width="500" height="300"');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1500, 900]);
  });

  it('reads typed arrays and leaves the figure as it was', async () => {
    const typed = { ...example, data: [bars({ x: Float64Array.of(5, 7), y: ['left', 'right'] })] };
    const before = structuredClone(typed);
    const { svg } = await renderFigure(typed);
    expect(new JSDOM(svg).window.document.querySelectorAll('.point')).toHaveLength(2);
    expect(typed).toEqual(before);
  });

  it('leaves room for long labels: the plot starts right of the widest', async () => {
    const plotLeft = async (labels: string[]) => {
      const data = [bars({ x: [1, 2, 3], y: labels })];
      const { svg } = await renderFigure({ ...example, data });
      return Number(svg.match(/<clipPath class="axesclip" id="clip\w+x"><rect x="([\d.]+)"/)![1]);
    };
    expect(await plotLeft(longNames)).toBeGreaterThan((await plotLeft(['a', 'b', 'c'])) + 150);
  });
});
