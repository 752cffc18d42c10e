/**
 * Builds an alias table, which makes weighted draws as cheap as uniform ones (Walker 1977; built as in Vose 1991).
 *
 * Draw a place uniformly, and a coin of 32 bits: if the coin is below the place's first word, the result is the place itself, else
 * its second word. Weights 1, 3: place 0 keeps half of its half and gives the rest to place 1.
 * @param weights not negative, with a sum above 0.
 * @returns two words for each weight: the bound that the coin must be below (unsigned), and the other place.
 */
export function aliasTable(weights: ArrayLike<number>): Int32Array {
  const places = weights.length;
  let sum = 0;
  for (let place = 0; place < places; place++) sum += weights[place]!;
  const share = Float64Array.from(weights, (weight) => (weight * places) / sum);
  const table = new Int32Array(2 * places);
  const poor: number[] = [];
  const rich: number[] = [];
  for (let place = 0; place < places; place++) (share[place]! < 1 ? poor : rich).push(place);
  while (poor.length > 0 && rich.length > 0) {
    const taker = poor.pop()!;
    const giver = rich.at(-1)!;
    table[2 * taker] = share[taker]! * 2 ** 32;
    table[2 * taker + 1] = giver;
    share[giver]! -= 1 - share[taker]!;
    if (share[giver]! < 1) poor.push(rich.pop()!);
  }
  // The remaining places have a share of 1, up to rounding.
  for (const place of [...poor, ...rich]) table.set([-1, place], 2 * place);
  return table;
}
