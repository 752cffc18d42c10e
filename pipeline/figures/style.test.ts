import { JSDOM } from 'jsdom';
import { expect, it } from 'vitest';
import { renderFigure } from './render-figure.js';
import { axis, dots, figure, openDotsText } from './style.js';

it('draws an interval that is absent as none, not as one of length zero', async () => {
  const data = [
    dots({ x: [1, 2], y: ['of many visitors', 'of one'], low: [0.5, Number.NaN], high: [1.5, Number.NaN] }),
  ];
  const { svg } = await renderFigure(figure({ data, layout: { xaxis: axis('metric') }, caption: '' }));
  const { document } = new JSDOM(svg).window;
  expect(document.querySelectorAll('.point')).toHaveLength(2);
  expect(document.querySelectorAll('.xerror')).toHaveLength(1);
  const fills = Array.from(document.querySelectorAll('.point'), (point) => /fill: ([^;]+)/.exec(point.outerHTML)![1]);
  expect(fills).toEqual(['rgb(0, 114, 178)', 'none']);
  const [drawn, absent] = [
    { mean: 1, low: 0.5, high: 1.5 },
    { mean: 2, low: Number.NaN, high: Number.NaN },
  ];
  expect(openDotsText([drawn, absent])).toBe(' An open dot has no interval: one visitor alone has a value.');
  expect(openDotsText([drawn])).toBe('');
});
