import { expect, it } from 'vitest';
import { seededRandom } from '../../data/index.js';
import { queriesOf } from '../../testing/queries-of.js';
import { contextItems } from './recommender.js';
import { withUnknownItems } from './unknown-items.js';

it('changes −1 alone, wherever in a context it stands, however contexts overlap', () => {
  const random = seededRandom(1);
  for (let round = 0; round < 300; round++) {
    const item = Int32Array.from({ length: 20 }, () => (random.int(25) === 0 ? -1 : random.int(5)));
    const stretches = Array.from({ length: 4 }, () => [random.int(20), random.int(21)].sort((a, b) => a - b));
    const base = queriesOf(stretches.map(() => ({ context: [] })));
    const queries = {
      ...base,
      from: Int32Array.from(stretches, ([from]) => from!),
      to: Int32Array.from(stretches, ([, to]) => to!),
      events: { item, kind: new Uint8Array(20), time: new Float64Array(20) },
    };
    const read = withUnknownItems(queries);
    for (let query = 0; query < 4; query++)
      expect([...contextItems(read, query)]).toEqual(
        [...contextItems(queries, query)].map((id) => (id < 0 ? 2 ** 31 - 1 : id)),
      );
  }
});
