import { type Box, clientBox, contentBox, textWidth } from '../text-layout.js';
import { type Matcher, matcherOf } from './selector.js';
import { Style } from './style.js';

/** A node of a document: an element or text. */
export abstract class Node {
  parentNode: Element | null = null;
  abstract readonly nodeType: number;
  abstract readonly nodeName: string;
  abstract textContent: string | null;
  abstract cloneNode(deep?: boolean): Node;
  readonly TEXT_NODE = 3;
  readonly childNodes: Node[] = [];
  readonly ownerDocument: unknown;

  constructor(ownerDocument: unknown) {
    this.ownerDocument = ownerDocument;
  }

  get parentElement(): Element | null {
    return this.parentNode;
  }

  get nextSibling(): Node | null {
    const siblings = this.parentNode?.childNodes;
    return siblings?.[siblings.indexOf(this) + 1] ?? null;
  }

  remove(): void {
    this.parentNode?.removeChild(this);
  }
}

export class Text extends Node {
  readonly nodeType = 3;
  readonly nodeName = '#text';
  data: string;

  constructor(ownerDocument: unknown, data: string) {
    super(ownerDocument);
    this.data = data;
  }

  get textContent(): string {
    return this.data;
  }

  set textContent(text: string) {
    this.data = text;
  }

  cloneNode(): Text {
    return new Text(this.ownerDocument, this.data);
  }
}

interface Rectangle extends Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const svg = 'http://www.w3.org/2000/svg';
const nowhere: Box = { left: 0, top: 0, right: 0, bottom: 0 };
const rectangle = ({ left, top, right, bottom }: Box): Rectangle => ({
  ...{ left, top, right, bottom, x: left, y: top },
  ...{ width: right - left, height: bottom - top },
});

/** The part of a DOM element that plotly and the text measurement use; it has no layout. */
export class Element extends Node {
  readonly nodeType = 1;
  readonly namespaceURI: string | null;
  readonly localName: string;
  readonly style: Style;
  // The style is serialised only when it is read; until then its attribute holds undefined.
  readonly #attributes = new Map<string, string | undefined>();
  #classes: readonly string[] = [];

  constructor(ownerDocument: unknown, namespaceURI: string | null, localName: string) {
    super(ownerDocument);
    this.namespaceURI = namespaceURI;
    this.localName = localName;
    this.style = new Style(() => this.#attributes.set('style', undefined));
  }

  get tagName(): string {
    return this.localName;
  }

  get nodeName(): string {
    return this.localName;
  }

  get children(): Element[] {
    return this.childNodes.filter((child) => child instanceof Element);
  }

  get firstChild(): Node | null {
    return this.childNodes[0] ?? null;
  }

  get lastChild(): Node | null {
    return this.childNodes.at(-1) ?? null;
  }

  get textContent(): string {
    let text = '';
    for (const child of this.childNodes) text += child.textContent;
    return text;
  }

  set textContent(text: string) {
    for (const child of this.childNodes) child.parentNode = null;
    this.childNodes.length = 0;
    if (text !== '') this.appendChild(new Text(this.ownerDocument, text));
  }

  /** Accepts text with numeric character references, no markup. */
  set innerHTML(html: string) {
    if (html.includes('<')) throw new Error(`the document of figures reads no markup, given ${html}`);
    this.textContent = html.replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));
  }

  getAttribute(name: string): string | null {
    const value = this.#attributes.get(name);
    if (value !== undefined) return value;
    return name === 'style' && this.#attributes.has(name) ? this.style.cssText : null;
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  setAttribute(name: string, value: unknown): void {
    const text = String(value);
    if (name === 'style') this.style.cssText = text;
    else this.#attributes.set(name, text);
    if (name === 'class') this.#classes = text.split(/\s+/);
  }

  removeAttribute(name: string): void {
    if (name === 'style') this.style.cssText = '';
    if (name === 'class') this.#classes = [];
    this.#attributes.delete(name);
  }

  /** Namespaces are not stored: the qualified name suffices. */
  setAttributeNS(_: string | null, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  removeAttributeNS(_: string | null, name: string): void {
    this.removeAttribute(name);
  }

  getAttributeNS(_: string | null, name: string): string | null {
    return this.getAttribute(name);
  }

  /** Names and values in the order they were set. */
  *attributePairs(): Generator<readonly [name: string, value: string]> {
    for (const name of this.#attributes.keys()) yield [name, this.getAttribute(name)!];
  }

  get id(): string {
    return this.getAttribute('id') ?? '';
  }

  set id(value: string) {
    this.setAttribute('id', value);
  }

  get className(): string {
    return this.getAttribute('class') ?? '';
  }

  set className(value: string) {
    this.setAttribute('class', value);
  }

  hasClass(name: string): boolean {
    return this.#classes.includes(name);
  }

  appendChild<Child extends Node>(child: Child): Child {
    return this.insertBefore(child, null);
  }

  insertBefore<Child extends Node>(child: Child, before: Node | null): Child {
    child.remove();
    if (before) this.childNodes.splice(this.childNodes.indexOf(before), 0, child);
    else this.childNodes.push(child);
    child.parentNode = this;
    return child;
  }

  removeChild<Child extends Node>(child: Child): Child {
    this.childNodes.splice(this.childNodes.indexOf(child), 1);
    child.parentNode = null;
    return child;
  }

  cloneNode(deep = false): Element {
    const clone = new Element(this.ownerDocument, this.namespaceURI, this.localName);
    for (const [name, value] of this.attributePairs()) clone.setAttribute(name, value);
    if (deep) for (const child of this.childNodes) clone.appendChild(child.cloneNode(true));
    return clone;
  }

  matches(selector: string): boolean {
    return matcherOf(selector)(this);
  }

  querySelector(selector: string): Element | null {
    return first(this, matcherOf(selector));
  }

  querySelectorAll(selector: string): Element[] {
    const found: Element[] = [];
    collect(this, matcherOf(selector), found);
    return found;
  }

  /** The box on the page, from the fonts' metrics; an HTML element, which has no layout, has an empty box. */
  getBoundingClientRect(): Rectangle {
    return rectangle(this.namespaceURI === svg ? clientBox(this) : nowhere);
  }

  getBBox(): Rectangle {
    return rectangle(contentBox(this) ?? nowhere);
  }

  getComputedTextLength(): number {
    return textWidth(this);
  }

  /** A canvas' drawing context, which is not available. */
  getContext(): null {
    return null;
  }

  /** Ignores the rules of a style element, which do not affect a drawing. */
  readonly sheet = { insertRule: () => 0 };

  /** There are no events here. */
  addEventListener(): void {}

  removeEventListener(): void {}
}

function first(within: Element, is: Matcher): Element | null {
  for (const child of within.childNodes) {
    if (!(child instanceof Element)) continue;
    if (is(child)) return child;
    const found = first(child, is);
    if (found) return found;
  }
  return null;
}

function collect(within: Element, is: Matcher, found: Element[]): void {
  for (const child of within.childNodes) {
    if (!(child instanceof Element)) continue;
    if (is(child)) found.push(child);
    collect(child, is, found);
  }
}
