import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { fontFile, readFontMetrics } from './font-metrics.js';
import { clientBox, textWidth } from './text-layout.js';

const svg = (content: string): Element =>
  new JSDOM(`<svg>${content}</svg>`).window.document.querySelector('.measured')!;

describe('readFontMetrics', () => {
  it('knows the advance widths of DejaVu Sans (2048 units an em)', () => {
    const regular = readFontMetrics(fontFile('DejaVuSans'));
    expect(regular.width('A')).toBe(1401 / 2048);
    expect(regular.width('i')).toBe(569 / 2048);
    expect(regular.width('Ai')).toBe((1401 + 569) / 2048);
    expect(regular.ascent + regular.descent).toBeCloseTo(1.164, 3);
    expect(readFontMetrics(fontFile('DejaVuSans-Bold')).width('A')).toBe(1585 / 2048);
  });
});

describe('text layout', () => {
  it('measures with the inherited font size, bold parts as bold', () => {
    expect(textWidth(svg('<g style="font-size: 20px;"><text class="measured">A</text></g>'))).toBe((20 * 1401) / 2048);
    expect(
      textWidth(
        svg('<text class="measured" style="font-size: 10px">A<tspan style="font-weight: bold">A</tspan></text>'),
      ),
    ).toBe((10 * (1401 + 1585)) / 2048);
  });

  it('centres an anchored text and stacks its lines', () => {
    const line = (dy: string) => `<tspan class="line" dy="${dy}" x="100" y="50">AA</tspan>`;
    const box = clientBox(
      svg(
        `<text class="measured" style="font-size: 10px; text-anchor: middle;" x="100" y="50">${line('0em')}${line('1.3em')}</text>`,
      ),
    );
    const width = (2 * 10 * 1401) / 2048;
    expect(box.left).toBeCloseTo(100 - width / 2);
    expect(box.right).toBeCloseTo(100 + width / 2);
    expect(box.bottom - box.top).toBeCloseTo(13 + 11.64, 1);
  });

  it('applies the transforms of the element and of those around it', () => {
    const turned = svg(
      '<g transform="translate(5,7)"><rect class="measured" transform="rotate(-90)" width="30" height="10"/></g>',
    );
    const box = clientBox(turned);
    expect([box.left, box.top, box.right, box.bottom].map(Math.round)).toEqual([5, -23, 15, 7]);
  });
});
