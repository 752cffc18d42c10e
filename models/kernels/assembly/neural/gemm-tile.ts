import { multiplyAdd } from '../lib/multiply-add';

export const tileRows = 4;
export const tileColumns = 8;

/**
 * Four rows by eight columns of a product of at least one term (fewer than four `rows`: the others are not written): all its sums
 * stay in registers. Rows of a lie `aRow` bytes apart, their terms as many as a `Step` takes; b is a packed panel of eight columns.
 *
 * Four terms a turn save the loop's own work. The ways out between them keep the compiler from loading all terms at once, for
 * which there are too few registers.
 */
export function tile<Step>(
  out: usize,
  stride: usize,
  rows: i32,
  terms: i32,
  a: usize,
  aRow: usize,
  b: usize,
  add: bool,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  let a1 = rows > 1 ? a + aRow : a;
  let a2 = rows > 2 ? a1 + aRow : a;
  let a3 = rows > 3 ? a2 + aRow : a;
  for (;;) {
    let b0 = v128.load(b);
    let b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a1);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a2);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a3);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    if (terms == 1) break;
    b0 = v128.load(b, 32);
    b1 = v128.load(b, 48);
    x = v128.load32_splat(a, sizeof<Step>());
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a1, sizeof<Step>());
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a2, sizeof<Step>());
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a3, sizeof<Step>());
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    if (terms == 2) break;
    b0 = v128.load(b, 64);
    b1 = v128.load(b, 80);
    x = v128.load32_splat(a, 2 * sizeof<Step>());
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a1, 2 * sizeof<Step>());
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a2, 2 * sizeof<Step>());
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a3, 2 * sizeof<Step>());
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    if (terms == 3) break;
    b0 = v128.load(b, 96);
    b1 = v128.load(b, 112);
    x = v128.load32_splat(a, 3 * sizeof<Step>());
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a1, 3 * sizeof<Step>());
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a2, 3 * sizeof<Step>());
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a3, 3 * sizeof<Step>());
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    terms -= 4;
    if (terms == 0) break;
    a += 4 * sizeof<Step>();
    a1 += 4 * sizeof<Step>();
    a2 += 4 * sizeof<Step>();
    a3 += 4 * sizeof<Step>();
    b += 128;
  }
  put(out, c00, c01, add);
  if (rows > 1) put(out + stride, c10, c11, add);
  if (rows > 2) put(out + 2 * stride, c20, c21, add);
  if (rows > 3) put(out + 3 * stride, c30, c31, add);
}

@inline
function put(to: usize, low: v128, high: v128, add: bool): void {
  if (add) {
    low = f32x4.add(v128.load(to), low);
    high = f32x4.add(v128.load(to, 16), high);
  }
  v128.store(to, low);
  v128.store(to, high, 16);
}
