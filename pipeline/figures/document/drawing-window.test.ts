import { expect, it } from 'vitest';
import { drawingWindow } from './drawing-window.js';

const namespace = 'http://www.w3.org/2000/svg';

/** `<svg><g class="axis x" id="a"><path d="M0,0"/><text data-unformatted="1">5 &lt; 6</text></g><rect/></svg>` in a page. */
function drawing() {
  const { document, XMLSerializer } = drawingWindow();
  const add = (parent: { appendChild: (child: never) => unknown }, name: string, attributes: object = {}) => {
    const element = document.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent.appendChild(element as never);
    return element;
  };
  const svg = add(document.body, 'svg');
  const group = add(svg, 'g', { class: 'axis x', id: 'a' });
  const path = add(group, 'path', { d: 'M0,0' });
  const text = add(group, 'text', { 'data-unformatted': 1 });
  text.textContent = '5 < 6';
  const rect = add(svg, 'rect');
  const xml = () => new XMLSerializer().serializeToString(svg);
  return { document, svg, group, path, text, rect, xml };
}

it('writes what was drawn as XML, attributes in the order they came', () => {
  const { xml, path, rect } = drawing();
  path.style.setProperty('stroke', 'rgb(0, 0, 0)');
  path.style.setProperty('opacity', 1);
  path.setAttribute('class', '"line"\n');
  rect.style.setProperty('fill', 'none');
  rect.style.setProperty('fill', null);
  expect(xml()).toBe(
    '<svg><g class="axis x" id="a"><path d="M0,0" style="stroke: rgb(0, 0, 0); opacity: 1;" class="&quot;line&quot;&#xA;"/>' +
      '<text data-unformatted="1">5 &lt; 6</text></g><rect style=""/></svg>',
  );
});

it.each([
  ['.axis path', ['path']],
  ['.axis.x > text', ['text']],
  ['svg > text', []],
  ['#a', ['g']],
  ['path, rect', ['path', 'rect']],
  ['[d]', ['path']],
  ['[data-unformatted="1"]', ['text']],
  ['g *:not([d])', ['text']],
  ['svg :first-child', ['g', 'path']],
])('finds %s', (selector, names) => {
  const { document, svg } = drawing();
  expect(svg.querySelectorAll(selector).map(({ localName }) => localName)).toEqual(names);
  expect(document.querySelector(selector)?.localName).toBe(names[0]);
});

it('refuses a selector that it does not know', () => {
  expect(() => drawing().svg.querySelector('path::before')).toThrow('does not know the selector path::before');
});

it('moves and clones what is there', () => {
  const { xml, svg, group, path, rect } = drawing();
  svg.insertBefore(rect, group);
  group.removeChild(group.lastChild!);
  svg.appendChild(group.cloneNode(true)).setAttribute('id', 'b');
  path.remove();
  expect(xml()).toBe('<svg><rect/><g class="axis x" id="a"/><g class="axis x" id="b"><path d="M0,0"/></g></svg>');
});

it('reads character references, and no markup', () => {
  const { document } = drawing();
  const division = document.createElement('div');
  division.innerHTML = 'a&#xA;b';
  expect(division.textContent).toBe('a\nb');
  expect(() => {
    division.innerHTML = '<b>a</b>';
  }).toThrow('reads no markup');
});
