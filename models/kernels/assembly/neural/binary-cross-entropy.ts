import { takeRows } from '../lib/rows';
import { word } from '../lib/vector';

/** Scores that a thread takes at once. */
const block = 256;

/**
 * Losses of `count` scores x + bias, as logits, of which every `period`th, from the first on, has label 1 and the others 0; in the
 * scores' place their gradients times `scale`.
 */
export function binaryCrossEntropy(
  counter: usize,
  scores: usize,
  count: i32,
  period: i32,
  bias: usize,
  scale: f32,
  losses: usize,
): void {
  for (let first = takeRows(counter, block); first < count; first = takeRows(counter, block))
    for (let at = first; at < min(first + block, count); at++) {
      // With label 1 the loss is ln(1 + e^−x), with label 0 it is ln(1 + e^x).
      const sign: f32 = at % period == 0 ? -1 : 1;
      const x = sign * (load<f32>(word(scores, at)) + load<f32>(bias));
      const small = Mathf.exp(-abs(x));
      store<f32>(word(losses, at), max<f32>(x, 0) + Mathf.log1p(small));
      store<f32>(word(scores, at), sign * scale * ((x > 0 ? <f32>1 : small) / (1 + small)));
    }
}
