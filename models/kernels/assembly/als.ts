// ALS by conjugate gradient, in the frame of the Gram matrix's eigenvectors: ../als.ts says why.
// Matrices of factors: rows of `width` floats, `width` a multiple of 16, room for a multiple of 4 rows.
import { takeRows, thread } from './lib/rows';
import { dot, sumLanes } from './lib/vector';
export { thread };

/** Rows that a thread takes at a time. */
const block: i32 = 64;
/** Rows whose entries are touched ahead: their cache misses overlap. */
const ahead: i32 = 8;

/**
 * AᵀA of each of `slices` equal parts of the rows of A, in doubles, of which the upper triangle is whole. Within a block
 * of rows sums are floats.
 */
export function gram(counter: usize, a: usize, rows: i32, width: i32, slices: i32, sums: usize, scratch: usize): void {
  const own = ownScratch(scratch, width);
  const step = <usize>width << 2;
  const each = (rows + slices - 1) / slices;
  for (let slice = takeRows(counter, 1); slice < slices; slice = takeRows(counter, 1)) {
    const sum = sums + <usize>slice * width * (step << 1);
    memory.fill(sum, 0, <usize>width * (step << 1));
    const end = min(rows, (slice + 1) * each);
    for (let from = slice * each; from < end; from += block) {
      const first = a + <usize>from * step;
      for (let i: i32 = 0; i < width; i += 4)
        for (let j = i & ~7; j < width; j += 8) {
          const left = first + (<usize>i << 2);
          tile(left, 4, step, first + (<usize>j << 2), step, min(block, end - from), own, 32);
          for (let row = 0; row < 4; row++) addToDoubles(sum + (<usize>((i + row) * width + j) << 3), own + (<usize>row << 5));
        }
    }
  }
}

/** Adds eight floats to eight doubles. */
function addToDoubles(doubles: usize, floats: usize): void {
  for (let at: usize = 0; at < 32; at += 8) {
    const pair = f64x2.promote_low_f32x4(v128.load64_zero(floats + at));
    v128.store(doubles + (at << 1), f64x2.add(v128.load(doubles + (at << 1)), pair));
  }
}

/**
 * 4 × 8 entries of a product of matrices, each load of the right one serving four rows: entry (i, j) is
 * Σₖ left[i · across + k · along] · right[k · rightAlong + j], written to into[i · intoStep + j]. Steps are in bytes.
 */
@inline
function tile(left: usize, across: usize, along: usize, right: usize, rightAlong: usize, count: i32, into: usize, intoStep: usize): void {
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  for (const last = right + <usize>count * rightAlong; right < last; right += rightAlong) {
    const r0 = v128.load(right), r1 = v128.load(right, 16);
    const a = v128.load32_splat(left), b = v128.load32_splat(left + across);
    const c = v128.load32_splat(left + 2 * across), d = v128.load32_splat(left + 3 * across);
    a0 = f32x4.add(a0, f32x4.mul(a, r0));
    a1 = f32x4.add(a1, f32x4.mul(a, r1));
    b0 = f32x4.add(b0, f32x4.mul(b, r0));
    b1 = f32x4.add(b1, f32x4.mul(b, r1));
    c0 = f32x4.add(c0, f32x4.mul(c, r0));
    c1 = f32x4.add(c1, f32x4.mul(c, r1));
    d0 = f32x4.add(d0, f32x4.mul(d, r0));
    d1 = f32x4.add(d1, f32x4.mul(d, r1));
    left += along;
  }
  v128.store(into, a0);
  v128.store(into, a1, 16);
  v128.store((into += intoStep), b0);
  v128.store(into, b1, 16);
  v128.store((into += intoStep), c0);
  v128.store(into, c1, 16);
  v128.store((into += intoStep), d0);
  v128.store(into, d1, 16);
}

/** A ← A · Q; `q` is laid out in panels of eight columns. */
export function turnRows(counter: usize, a: usize, rows: i32, width: i32, q: usize, scratch: usize): void {
  const own = ownScratch(scratch, width);
  for (let from = takeRows(counter, block); from < rows; from = takeRows(counter, block))
    turnBlock(a, from, min(rows, from + block), width, q, own);
}

function turnBlock(a: usize, from: i32, end: i32, width: i32, q: usize, copy: usize): void {
  const step = <usize>width << 2;
  for (let row = from; row < end; row += 4) {
    const rows = a + <usize>row * step;
    memory.copy(copy, rows, 4 * step);
    for (let j: usize = 0; j < step; j += 32) tile(copy, step, 4, q + j * width, 32, width, rows + j, step);
  }
}

/**
 * For each row of X, from where it stands, `steps` of conjugate gradient towards the x that solves
 * (D + Σ (c − 1) y yᵀ) x = Σ c p y, sums over the row's entries, c = |weight| and p = 1 for a positive weight, else 0. A row
 * without entries becomes zeros. Steps end early where ‖r‖² falls below `enough` of the first, or 1e−20.
 */
export function solve(
  counter: usize, x: usize, rows: i32, width: i32, offsets: usize, columns: usize, weights: usize, y: usize,
  d: usize, steps: i32, enough: f32, scratch: usize,
): void {
  const own = ownScratch(scratch, width);
  const bytes = <usize>width << 2;
  for (let from = takeRows(counter, block); from < rows; from = takeRows(counter, block)) {
    const end = min(rows, from + block);
    for (let row = from; row < end; row++) {
      if (row % ahead == 0)
        touch(columns, load<i32>(offsets + (<usize>row << 2)), load<i32>(offsets + (<usize>min(end, row + ahead) << 2)), y, bytes, own);
      const first = load<i32>(offsets + (<usize>row << 2)), last = load<i32>(offsets + (<usize>row << 2), 4);
      const at = x + <usize>row * bytes;
      if (first == last) memory.fill(at, 0, bytes);
      else solveRow(at, first, last, columns, weights, y, d, steps, enough, bytes, own);
    }
  }
}

/** Reads a float of every cache line of the entries' rows of Y; the store keeps the compiler from leaving it out. */
function touch(columns: usize, first: i32, last: i32, y: usize, bytes: usize, into: usize): void {
  let sum: f32 = 0;
  for (let entry = first; entry < last; entry++) {
    const row = y + <usize>load<i32>(columns + (<usize>entry << 2)) * bytes;
    for (let line: usize = 0; line < bytes; line += 64) sum += load<f32>(row + line);
  }
  store<f32>(into, sum);
}

function solveRow(
  x: usize, first: i32, last: i32, columns: usize, weights: usize, y: usize,
  d: usize, steps: i32, enough: f32, bytes: usize, scratch: usize,
): void {
  const r = scratch, p = r + bytes, ap = p + bytes;
  for (let k: usize = 0; k < bytes; k += 16) v128.store(r + k, f32x4.neg(f32x4.mul(v128.load(d + k), v128.load(x + k))));
  addEntries(r, x, true, first, last, columns, weights, y, bytes);
  memory.copy(p, r, bytes);
  let rr = dot(r, r, <i32>bytes >> 2);
  const least = max<f32>(1e-20, enough * rr);
  for (let step = 0; step < steps && rr >= least; step++) {
    for (let k: usize = 0; k < bytes; k += 16) v128.store(ap + k, f32x4.mul(v128.load(d + k), v128.load(p + k)));
    addEntries(ap, p, false, first, last, columns, weights, y, bytes);
    const alpha = f32x4.splat(rr / dot(p, ap, <i32>bytes >> 2));
    let sum = f32x4.splat(0);
    for (let k: usize = 0; k < bytes; k += 16) {
      v128.store(x + k, f32x4.add(v128.load(x + k), f32x4.mul(alpha, v128.load(p + k))));
      const rest = f32x4.sub(v128.load(r + k), f32x4.mul(alpha, v128.load(ap + k)));
      v128.store(r + k, rest);
      sum = f32x4.add(sum, f32x4.mul(rest, rest));
    }
    const before = rr;
    rr = sumLanes(sum);
    const beta = f32x4.splat(rr / before);
    for (let k: usize = 0; k < bytes; k += 16) v128.store(p + k, f32x4.add(v128.load(r + k), f32x4.mul(beta, v128.load(p + k))));
  }
}

/** into += Σ s y over a row's entries, s = (c − 1) y·v, or c p − (c − 1) y·v for a residual: two entries in lockstep, an odd one last. */
@inline
function addEntries(into: usize, v: usize, residual: bool, first: i32, last: i32, columns: usize, weights: usize, y: usize, bytes: usize): void {
  let entry = first;
  for (; entry + 1 < last; entry += 2) addPair(into, v, residual, entry, columns, weights, y, bytes);
  if (entry < last) addOne(into, v, residual, entry, columns, weights, y, bytes);
}

@inline
function addPair(into: usize, v: usize, residual: bool, entry: i32, columns: usize, weights: usize, y: usize, bytes: usize): void {
  const at = <usize>entry << 2;
  const rowA = y + <usize>load<i32>(columns + at) * bytes, rowB = y + <usize>load<i32>(columns + at, 4) * bytes;
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0;
  for (let k: usize = 0; k < bytes; k += 64) {
    const vk = v + k, ak = rowA + k, bk = rowB + k;
    const v0 = v128.load(vk), v1 = v128.load(vk, 16), v2 = v128.load(vk, 32), v3 = v128.load(vk, 48);
    a0 = f32x4.add(a0, f32x4.mul(v0, v128.load(ak)));
    b0 = f32x4.add(b0, f32x4.mul(v0, v128.load(bk)));
    a1 = f32x4.add(a1, f32x4.mul(v1, v128.load(ak, 16)));
    b1 = f32x4.add(b1, f32x4.mul(v1, v128.load(bk, 16)));
    a0 = f32x4.add(a0, f32x4.mul(v2, v128.load(ak, 32)));
    b0 = f32x4.add(b0, f32x4.mul(v2, v128.load(bk, 32)));
    a1 = f32x4.add(a1, f32x4.mul(v3, v128.load(ak, 48)));
    b1 = f32x4.add(b1, f32x4.mul(v3, v128.load(bk, 48)));
  }
  const a = f32x4.splat(scaleOf(load<f32>(weights + at), sumLanes(f32x4.add(a0, a1)), residual));
  const b = f32x4.splat(scaleOf(load<f32>(weights + at, 4), sumLanes(f32x4.add(b0, b1)), residual));
  for (let k: usize = 0; k < bytes; k += 32) {
    const to = into + k, ak = rowA + k, bk = rowB + k;
    v128.store(to, f32x4.add(v128.load(to), f32x4.add(f32x4.mul(a, v128.load(ak)), f32x4.mul(b, v128.load(bk)))));
    v128.store(to, f32x4.add(v128.load(to, 16), f32x4.add(f32x4.mul(a, v128.load(ak, 16)), f32x4.mul(b, v128.load(bk, 16)))), 16);
  }
}

@inline
function addOne(into: usize, v: usize, residual: bool, entry: i32, columns: usize, weights: usize, y: usize, bytes: usize): void {
  const at = <usize>entry << 2;
  const row = y + <usize>load<i32>(columns + at) * bytes;
  let a0 = f32x4.splat(0), a1 = a0;
  for (let k: usize = 0; k < bytes; k += 64) {
    const vk = v + k, ak = row + k;
    a0 = f32x4.add(a0, f32x4.mul(v128.load(vk), v128.load(ak)));
    a1 = f32x4.add(a1, f32x4.mul(v128.load(vk, 16), v128.load(ak, 16)));
    a0 = f32x4.add(a0, f32x4.mul(v128.load(vk, 32), v128.load(ak, 32)));
    a1 = f32x4.add(a1, f32x4.mul(v128.load(vk, 48), v128.load(ak, 48)));
  }
  const a = f32x4.splat(scaleOf(load<f32>(weights + at), sumLanes(f32x4.add(a0, a1)), residual));
  for (let k: usize = 0; k < bytes; k += 16) {
    const to = into + k;
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(a, v128.load(row + k))));
  }
}

/** What an entry's row of Y counts: s of {@link addEntries}. */
@inline
function scaleOf(weight: f32, product: f32, residual: bool): f32 {
  const scale = (abs(weight) - 1) * product;
  return residual ? max<f32>(weight, 0) - scale : scale;
}

/**
 * Of each of `slices` equal parts of the rows x, in doubles: Σ over rows of xᵀ D x + Σ over entries of c (p − x·y)² − (x·y)².
 */
export function loss(
  counter: usize, x: usize, rows: i32, width: i32, offsets: usize, columns: usize, weights: usize, y: usize,
  d: usize, slices: i32, sums: usize,
): void {
  const bytes = <usize>width << 2;
  const each = (rows + slices - 1) / slices;
  for (let slice = takeRows(counter, 1); slice < slices; slice = takeRows(counter, 1)) {
    let sum: f64 = 0;
    const end = min(rows, (slice + 1) * each);
    for (let row = slice * each; row < end; row++) {
      const own = x + <usize>row * bytes;
      let norm = f32x4.splat(0);
      for (let k: usize = 0; k < bytes; k += 16) {
        const value = v128.load(own + k);
        norm = f32x4.add(norm, f32x4.mul(f32x4.mul(value, value), v128.load(d + k)));
      }
      sum += sumLanes(norm);
      const last = load<i32>(offsets + (<usize>row << 2), 4);
      for (let entry = load<i32>(offsets + (<usize>row << 2)); entry < last; entry++) {
        const weight = <f64>load<f32>(weights + (<usize>entry << 2));
        const score = <f64>dot(own, y + <usize>load<i32>(columns + (<usize>entry << 2)) * bytes, width);
        const error = (weight > 0 ? 1 : 0) - score;
        sum += abs(weight) * error * error - score * score;
      }
    }
    store<f64>(sums + (<usize>slice << 3), sum);
  }
}

/** Four rows of a thread's own. */
@inline
function ownScratch(scratch: usize, width: i32): usize {
  return scratch + (<usize>(thread * width) << 4);
}

/**
 * Eigenvectors of a symmetric matrix without negative eigenvalues, by one-sided Jacobi rotations (Hestenes 1958): turns the
 * rows of W, at first the matrix, until they are orthogonal; then row i of W is the eigenvalue times row i of V.
 * Both are `n` × `n` doubles, n a multiple of 4.
 */
export function eigenvectors(w: usize, v: usize, n: i32): void {
  const bytes = <usize>n << 3;
  memory.fill(v, 0, bytes * n);
  let largest: f64 = 0;
  for (let i: i32 = 0; i < n; i++) {
    store<f64>(v + <usize>i * (bytes + 8), 1);
    largest = max(largest, dotDoubles(w + <usize>i * bytes, w + <usize>i * bytes, bytes));
  }
  let turned = true;
  for (let sweep = 0; turned && sweep < 30; sweep++) {
    turned = false;
    for (let i: i32 = 0; i < n; i++)
      for (let j = i + 1; j < n; j++) if (orthogonalize(w, v, <usize>i * bytes, <usize>j * bytes, bytes, largest * 1e-18)) turned = true;
  }
}

/** Turns two rows until they are orthogonal; false where floats would not notice. */
function orthogonalize(w: usize, v: usize, i: usize, j: usize, bytes: usize, nothing: f64): bool {
  const ii = dotDoubles(w + i, w + i, bytes), jj = dotDoubles(w + j, w + j, bytes), ij = dotDoubles(w + i, w + j, bytes);
  if (min(ii, jj) <= nothing || ij * ij <= 1e-16 * ii * jj) return false;
  const tau = (jj - ii) / (2 * ij);
  const tan = (tau < 0 ? -1.0 : 1.0) / (abs(tau) + sqrt(1 + tau * tau));
  const cos = 1 / sqrt(1 + tan * tan);
  turn(w + i, w + j, bytes, cos, tan * cos);
  turn(v + i, v + j, bytes, cos, tan * cos);
  return true;
}

@inline
function dotDoubles(a: usize, b: usize, bytes: usize): f64 {
  let even = f64x2.splat(0), odd = even;
  for (let k: usize = 0; k < bytes; k += 32) {
    even = f64x2.add(even, f64x2.mul(v128.load(a + k), v128.load(b + k)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(a + k, 16), v128.load(b + k, 16)));
  }
  const sum = f64x2.add(even, odd);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

@inline
function turn(a: usize, b: usize, bytes: usize, cos: f64, sin: f64): void {
  const c = f64x2.splat(cos), s = f64x2.splat(sin);
  for (let k: usize = 0; k < bytes; k += 16) {
    const x = v128.load(a + k), y = v128.load(b + k);
    v128.store(a + k, f64x2.sub(f64x2.mul(c, x), f64x2.mul(s, y)));
    v128.store(b + k, f64x2.add(f64x2.mul(s, x), f64x2.mul(c, y)));
  }
}
