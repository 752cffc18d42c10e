import { Element, Node, Text } from './element.js';
import { serialize } from './serialize.js';
import type { Style } from './style.js';

const xhtml = 'http://www.w3.org/1999/xhtml';

/** A stand-in for a browser's window: an invisible document to draw in, without events. */
export function drawingWindow() {
  const document = drawingDocument();
  const nothing = () => {};
  const window = {
    document,
    navigator: { userAgent: '', platform: '', language: 'en', vendor: '', maxTouchPoints: 0 },
    location: { href: 'about:blank', protocol: 'about:', search: '', hash: '', pathname: 'blank', origin: 'null' },
    ...{ Node, Element, Text, HTMLElement: Element, SVGElement: Element },
    XMLSerializer: class {
      serializeToString = serialize;
    },
    DOMParser: class {},
    ...{ URL: { createObjectURL: () => '', revokeObjectURL: nothing }, Blob, TextDecoder, TextEncoder },
    ...{ setTimeout, clearTimeout, setInterval, clearInterval, performance, console },
    getComputedStyle: (element: Element): Style => element.style,
    ...{ addEventListener: nothing, removeEventListener: nothing },
    ...{ innerWidth: 1024, innerHeight: 768, devicePixelRatio: 1, pageXOffset: 0, pageYOffset: 0 },
    // Node's own globals, which a window does not have.
    ...{ process: undefined, require: undefined, module: undefined, global: undefined, Buffer: undefined },
    Math: Object.defineProperties({}, Object.getOwnPropertyDescriptors(Math)) as Math,
  };
  document.defaultView = window;
  return Object.assign(window, { window, self: window, globalThis: window, top: window });
}

function drawingDocument() {
  const document = {
    nodeType: 9,
    defaultView: undefined as unknown,
    readyState: 'complete',
    createElement: (name: string) => new Element(document, xhtml, name),
    createElementNS: (namespace: string | null, name: string) => new Element(document, namespace, name),
    createTextNode: (text: string) => new Text(document, text),
    getElementById: (id: string) => root.querySelector(`#${id}`),
    querySelector: (selector: string) => root.querySelector(selector),
    querySelectorAll: (selector: string) => root.querySelectorAll(selector),
    ...{ addEventListener: () => {}, removeEventListener: () => {} },
  };
  const root: Element = document.createElement('html');
  const head = root.appendChild(document.createElement('head'));
  const body = root.appendChild(document.createElement('body'));
  return Object.assign(document, { documentElement: root, head, body });
}
