import { mix, seededRandom } from '../../data/index.js';

/** One example of a blend: what each signal says of each candidate, and which of them was right. */
export interface BlendExample {
  /** What the gate reads. */
  readonly gate: Float64Array;
  /** Row after row, one row a candidate: its signals. */
  readonly signals: Float32Array;
  readonly answer: number;
}

/** The logarithms of a blend's weights as linear functions of what the gate reads: row `g` has the share of input `g` in each signal's. */
export interface BlendWeights {
  readonly values: Float64Array;
  readonly signals: number;
}

/** The weights of the signals for one query. */
export function weightsFor({ values, signals }: BlendWeights, gate: Float64Array): Float64Array {
  const weights = new Float64Array(signals);
  for (let input = 0; input < gate.length; input++)
    if (gate[input] !== 0) for (let s = 0; s < signals; s++) weights[s]! += values[input * signals + s]! * gate[input]!;
  return weights.map(Math.exp);
}

/** Epochs without a better loss on the examples that judge, after which learning stops. */
const patience = 3;
const [epochs, batch, learningRate, decay] = [30, 128, 0.03, 0.9];

/**
 * Learns the weights that make the right candidates likely: softmax over a query's candidates, cross-entropy, Adam (Kingma & Ba 2015).
 *
 * What a gate adds to the weights of all queries is held back by `restraint` × its square, so that a stage of few examples keeps the
 * common weights.
 * @param judges examples that come later, by whose loss the epoch is chosen. Without examples all weights are 1.
 */
export function learnBlend(
  examples: readonly BlendExample[],
  judges: readonly BlendExample[],
  { inputs, signals, restraint, seed }: { inputs: number; signals: number; restraint: number; seed: number },
): BlendWeights {
  const values = new Float64Array(inputs * signals);
  const [first, second] = [values.slice(), values.slice()];
  const gradient = values.slice();
  let best = { values: values.slice(), loss: meanLoss({ values, signals }, judges), epoch: 0 };
  let step = 0;
  for (let epoch = 1; epoch <= epochs && epoch <= best.epoch + patience; epoch++) {
    const order = shuffled(examples.length, mix(seed, epoch));
    for (let from = 0; from < order.length; from += batch) {
      const own = order.subarray(from, from + batch);
      gradient.fill(0);
      for (const at of own) addGradient({ values, signals }, examples[at]!, gradient);
      step++;
      for (let i = 0; i < values.length; i++) {
        const pull = i < signals ? 0 : 2 * restraint * values[i]!;
        const slope = gradient[i]! / own.length + pull;
        first[i] = decay * first[i]! + (1 - decay) * slope;
        second[i] = 0.999 * second[i]! + 0.001 * slope ** 2;
        const size = Math.sqrt(second[i]! / (1 - 0.999 ** step)) + 1e-8;
        values[i]! -= (learningRate * (first[i]! / (1 - decay ** step))) / size;
      }
    }
    const loss = meanLoss({ values, signals }, judges);
    if (loss < best.loss) best = { values: values.slice(), loss, epoch };
  }
  return { values: best.values, signals };
}

/** The probabilities of an example's candidates. */
function likelihoods(weights: Float64Array, { signals }: BlendExample): Float64Array {
  const size = weights.length;
  const scores = new Float64Array(signals.length / size);
  let largest = Number.NEGATIVE_INFINITY;
  for (let candidate = 0; candidate < scores.length; candidate++) {
    for (let s = 0; s < size; s++) scores[candidate]! += weights[s]! * signals[candidate * size + s]!;
    largest = Math.max(largest, scores[candidate]!);
  }
  let total = 0;
  for (let candidate = 0; candidate < scores.length; candidate++)
    total += scores[candidate] = Math.exp(scores[candidate]! - largest);
  return scores.map((one) => one / total);
}

function addGradient(blend: BlendWeights, example: BlendExample, gradient: Float64Array): void {
  const { signals } = blend;
  const weights = weightsFor(blend, example.gate);
  const likely = likelihoods(weights, example);
  for (let s = 0; s < signals; s++) {
    let slope = -example.signals[example.answer * signals + s]!;
    for (let candidate = 0; candidate < likely.length; candidate++)
      slope += likely[candidate]! * example.signals[candidate * signals + s]!;
    slope *= weights[s]!;
    for (let input = 0; input < example.gate.length; input++)
      gradient[input * signals + s]! += slope * example.gate[input]!;
  }
}

function meanLoss(blend: BlendWeights, examples: readonly BlendExample[]): number {
  let loss = 0;
  for (const example of examples)
    loss -= Math.log(likelihoods(weightsFor(blend, example.gate), example)[example.answer]!);
  return loss / Math.max(1, examples.length);
}

function shuffled(count: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const random = seededRandom(seed);
  for (let i = count - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
