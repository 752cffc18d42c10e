export const tileRows = 4;
export const tileColumns = 8;

/**
 * Four rows by eight columns of a product (fewer than four `rows`: the others are not written): all its sums stay in registers.
 * Rows of a lie `aRow` bytes apart, their terms `aTerm`; b is a packed panel of eight columns.
 */
export function tile(
  out: usize,
  stride: usize,
  rows: i32,
  terms: i32,
  a: usize,
  aRow: usize,
  aTerm: usize,
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
  for (let term = 0; term < terms; term++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(x, b0));
    c01 = f32x4.add(c01, f32x4.mul(x, b1));
    x = v128.load32_splat(a1);
    c10 = f32x4.add(c10, f32x4.mul(x, b0));
    c11 = f32x4.add(c11, f32x4.mul(x, b1));
    x = v128.load32_splat(a2);
    c20 = f32x4.add(c20, f32x4.mul(x, b0));
    c21 = f32x4.add(c21, f32x4.mul(x, b1));
    x = v128.load32_splat(a3);
    c30 = f32x4.add(c30, f32x4.mul(x, b0));
    c31 = f32x4.add(c31, f32x4.mul(x, b1));
    a += aTerm;
    a1 += aTerm;
    a2 += aTerm;
    a3 += aTerm;
    b += 32;
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
