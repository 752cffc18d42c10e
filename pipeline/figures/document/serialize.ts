import { type Element, type Node, Text } from './element.js';

/** A node as XML text, as `XMLSerializer` writes it for elements whose names need no prefix. */
export function serialize(node: Node): string {
  if (node instanceof Text) return escaped(node.data);
  const element = node as Element;
  let text = `<${element.localName}`;
  for (const [name, value] of element.attributePairs())
    text += ` ${name}="${escaped(value).replaceAll('"', '&quot;').replaceAll('\t', '&#x9;').replaceAll('\n', '&#xA;').replaceAll('\r', '&#xD;')}"`;
  if (element.childNodes.length === 0) return `${text}/>`;
  text += '>';
  for (const child of element.childNodes) text += serialize(child);
  return `${text}</${element.localName}>`;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
