/** An element's inline style: declarations in the order in which they were made, as in CSSOM's `CSSStyleDeclaration`. */
export class Style {
  readonly #values = new Map<string, string>();
  readonly #changed: () => void;

  /** @param changed called on each change, so that the element can update its attribute `style`. */
  constructor(changed: () => void = () => {}) {
    this.#changed = changed;
  }

  get cssText(): string {
    let text = '';
    for (const [name, value] of this.#values) text += `${text && ' '}${name}: ${value};`;
    return text;
  }

  set cssText(text: string) {
    this.#values.clear();
    for (const declaration of text.split(';')) {
      const colon = declaration.indexOf(':');
      if (colon > 0) this.#values.set(declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim());
    }
    this.#changed();
  }

  getPropertyValue(name: string): string {
    return this.#values.get(name) ?? '';
  }

  setProperty(name: string, value: string | number | null): void {
    const text = value === null ? '' : String(value);
    if (text === '') this.removeProperty(name);
    else {
      this.#values.set(name, text);
      this.#changed();
    }
  }

  removeProperty(name: string): void {
    if (this.#values.delete(name)) this.#changed();
  }
}

// Declarations that are also read and written as properties, e.g. `style.fontFamily`.
const properties =
  'background backgroundColor color cursor display fill font fontFamily fontSize fontStretch fontStyle fontVariant fontWeight height left opacity overflow pointerEvents position right top transform visibility width zIndex';
for (const property of properties.split(' ')) {
  const name = property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  Object.defineProperty(Style.prototype, property, {
    get(this: Style) {
      return this.getPropertyValue(name);
    },
    set(this: Style, value: string | number | null) {
      this.setProperty(name, value);
    },
  });
}
