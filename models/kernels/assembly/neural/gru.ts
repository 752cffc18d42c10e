// Cells of gated recurrent units (Cho et al. 2014, in the form of cuDNN and PyTorch). The three gates of a row, reset, update and new
// state, lie side by side, `units` of each; strides are in bytes.
import { takeRows } from '../lib/rows';
import { word } from '../lib/vector';
import { sigmoid4, tanh4 } from './exp';

const block = 4;

/** Rows of states that go on from `carried` rows of another matrix, zeros where that is −1. */
export function carryRows(counter: usize, out: usize, from: usize, stride: usize, carried: usize, rows: i32): void {
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++) {
      const source = load<i32>(word(carried, row));
      if (source < 0) memory.fill(out + <usize>row * stride, 0, stride);
      else memory.copy(out + <usize>row * stride, from + <usize>source * stride, stride);
    }
}

/** The first `lanes` of four floats, copies of the first for the others. */
@inline
function loadSome(at: usize, lanes: i32): v128 {
  if (lanes >= 4) return v128.load(at);
  let some = v128.load32_splat(at);
  if (lanes > 1) some = f32x4.replace_lane(some, 1, load<f32>(at, 4));
  if (lanes > 2) some = f32x4.replace_lane(some, 2, load<f32>(at, 8));
  return some;
}

@inline
function storeSome(at: usize, some: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(at, some);
    return;
  }
  store<f32>(at, f32x4.extract_lane(some, 0));
  if (lanes > 1) store<f32>(at, f32x4.extract_lane(some, 1), 4);
  if (lanes > 2) store<f32>(at, f32x4.extract_lane(some, 2), 8);
}

/**
 * after = (1 − z) · n + z · before, with r = σ(read_r + state_r), z = σ(read_z + state_z), n = tanh(read_n + r · state_n), to each of
 * which its bias is added. For the way back r, z and n are left in place of `read`, and state_n in its place with its bias.
 * @param readBias one row; `stateBias` too, or 0 where there is none.
 */
export function gruForward(
  counter: usize,
  rows: i32,
  units: i32,
  read: usize,
  state: usize,
  gateStride: usize,
  readBias: usize,
  stateBias: usize,
  before: usize,
  after: usize,
  stride: usize,
): void {
  const gate = <usize>units << 2;
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++)
      for (let unit = 0; unit < units; unit += 4) {
        const lanes = units - unit;
        const at = <usize>unit << 2;
        const ofRead = read + <usize>row * gateStride + at;
        const ofState = state + <usize>row * gateStride + at;
        const x = readBias + at;
        const r = sigmoid4(f32x4.add(biased(ofRead, x, lanes), stated(ofState, stateBias, at, lanes)));
        const z = sigmoid4(f32x4.add(biased(ofRead + gate, x + gate, lanes), stated(ofState + gate, stateBias, at + gate, lanes)));
        const s = stated(ofState + 2 * gate, stateBias, at + 2 * gate, lanes);
        const n = tanh4(f32x4.add(biased(ofRead + 2 * gate, x + 2 * gate, lanes), f32x4.mul(r, s)));
        storeSome(ofRead, r, lanes);
        storeSome(ofRead + gate, z, lanes);
        storeSome(ofRead + 2 * gate, n, lanes);
        storeSome(ofState + 2 * gate, s, lanes);
        const h = loadSome(before + <usize>row * stride + at, lanes);
        storeSome(after + <usize>row * stride + at, f32x4.add(n, f32x4.mul(z, f32x4.sub(h, n))), lanes);
      }
}

@inline
function biased(at: usize, bias: usize, lanes: i32): v128 {
  return f32x4.add(loadSome(at, lanes), loadSome(bias, lanes));
}

@inline
function stated(at: usize, biases: usize, offset: usize, lanes: i32): v128 {
  return biases ? biased(at, biases + offset, lanes) : loadSome(at, lanes);
}

/**
 * The gradients of `read` and `state` as they went into {@link gruForward}, in place of what it left there, of the gradients of
 * `after`. The state before gets none.
 */
export function gruBackward(
  counter: usize,
  rows: i32,
  units: i32,
  read: usize,
  state: usize,
  gateStride: usize,
  before: usize,
  gradients: usize,
  stride: usize,
): void {
  const gate = <usize>units << 2;
  const one = f32x4.splat(1);
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++)
      for (let unit = 0; unit < units; unit += 4) {
        const lanes = units - unit;
        const at = <usize>unit << 2;
        const ofRead = read + <usize>row * gateStride + at;
        const ofState = state + <usize>row * gateStride + at;
        const r = loadSome(ofRead, lanes);
        const z = loadSome(ofRead + gate, lanes);
        const n = loadSome(ofRead + 2 * gate, lanes);
        const s = loadSome(ofState + 2 * gate, lanes);
        const h = loadSome(before + <usize>row * stride + at, lanes);
        const g = loadSome(gradients + <usize>row * stride + at, lanes);
        const stays = f32x4.sub(one, z);
        const dn = f32x4.mul(f32x4.mul(g, stays), f32x4.sub(one, f32x4.mul(n, n)));
        const dr = f32x4.mul(f32x4.mul(dn, s), f32x4.mul(r, f32x4.sub(one, r)));
        const dz = f32x4.mul(f32x4.mul(g, f32x4.sub(h, n)), f32x4.mul(z, stays));
        storeSome(ofRead, dr, lanes);
        storeSome(ofRead + gate, dz, lanes);
        storeSome(ofRead + 2 * gate, dn, lanes);
        storeSome(ofState, dr, lanes);
        storeSome(ofState + gate, dz, lanes);
        storeSome(ofState + 2 * gate, f32x4.mul(dn, r), lanes);
      }
}
