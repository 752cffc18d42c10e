/** Groups items whose vectors are equal, bit for bit; each group is represented by its smallest id. */
export class EqualVectors {
  /** The smallest id of each group, in order of the group's first item in `items`. */
  readonly first: readonly number[];
  /** By smallest id: all ids of a group of two or more, ascending. */
  readonly #members = new Map<number, number[]>();

  /**
   * @param vectors count × factors, row after row.
   * @param items the items to group, in any order.
   */
  constructor(vectors: Float32Array, factors: number, items: Int32Array) {
    const bits = new Int32Array(vectors.buffer, vectors.byteOffset, vectors.length);
    const byHash = new Map<number, number[][]>();
    const groups: number[][] = [];
    for (const item of items) {
      const hash = hashOf(bits, item * factors, factors);
      const alike = byHash.get(hash) ?? [];
      if (alike.length === 0) byHash.set(hash, alike);
      const own = alike.find(([other]) => areEqual(bits, other! * factors, item * factors, factors));
      if (own) own.push(item);
      else {
        const group = [item];
        alike.push(group);
        groups.push(group);
      }
    }
    this.first = groups.map((group) => {
      if (group.length === 1) return group[0]!;
      const members = group.sort((a, b) => a - b);
      this.#members.set(members[0]!, members);
      return members[0]!;
    });
  }

  /** All items of the group represented by `first`, ascending. */
  of(first: number): readonly number[] {
    return this.#members.get(first) ?? [first];
  }
}

/** FNV-1a, a word at a time. */
function hashOf(bits: Int32Array, start: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < start + length; at++) hash = Math.imul(hash ^ bits[at]!, 0x01000193);
  return hash;
}

function areEqual(bits: Int32Array, one: number, other: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (bits[one + at] !== bits[other + at]) return false;
  return true;
}
