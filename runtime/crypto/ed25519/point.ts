// Points of the curve edwards25519: decoding, adding, and a * A + b * B. RFC 8032 §5.1. The formulas are those of
// §5.1.4 for extended coordinates. Not constant in time: for verifying only, where nothing is secret.

import {
  add,
  copyOf,
  fromBytes,
  invert,
  isOdd,
  isZero,
  normalise,
  one,
  rootPower,
  subtract,
  toBytes,
  zero,
} from "./field.ts";
import { multiply, square } from "./field-multiply.ts";

/** x = X / Z, y = Y / Z, x * y = T / Z. */
export class Point {
  x: Float64Array;
  y: Float64Array;
  z: Float64Array;
  t: Float64Array;

  constructor(x: Float64Array, y: Float64Array, z: Float64Array, t: Float64Array) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.t = t;
  }
}

/** What an addition needs of its second term. */
class Addend {
  readonly difference: Float64Array; // Y - X
  readonly sum: Float64Array; // Y + X
  readonly twiceZ: Float64Array;
  readonly twiceDT: Float64Array;

  constructor(p: Point, twiceD: Float64Array) {
    this.difference = zero();
    this.sum = zero();
    this.twiceZ = zero();
    this.twiceDT = zero();
    subtract(this.difference, p.y, p.x);
    add(this.sum, p.y, p.x);
    add(this.twiceZ, p.z, p.z);
    multiply(this.twiceDT, p.t, twiceD);
    // Carried, so that the products may take sums as their other factor.
    normalise(this.difference);
    normalise(this.sum);
    normalise(this.twiceZ);
  }
}

function identity(): Point {
  return new Point(zero(), one(), one(), zero());
}

function small(value: number): Float64Array {
  const f = zero();
  f[0] = value;
  normalise(f);
  return f;
}

/** The curve's constants, computed once for each verification: d is -121665 / 121666. */
export class Curve {
  readonly d: Float64Array;
  readonly twiceD: Float64Array;
  readonly rootOfMinusOne: Float64Array;
  readonly base: Point;

  // Room for intermediate results: an addition allocates nothing.
  private readonly a = zero();
  private readonly b = zero();
  private readonly c = zero();
  private readonly e = zero();
  private readonly f = zero();
  private readonly g = zero();
  private readonly h = zero();

  constructor() {
    this.d = zero();
    invert(this.d, small(121666));
    multiply(this.d, this.d, small(-121665));
    this.twiceD = zero();
    add(this.twiceD, this.d, this.d);
    normalise(this.twiceD);
    // 2 is no square, so 2^((p-1)/4) is a root of -1; (p-1)/4 = 2 (2^252 - 3) + 1.
    this.rootOfMinusOne = zero();
    rootPower(this.rootOfMinusOne, small(2));
    square(this.rootOfMinusOne, this.rootOfMinusOne);
    multiply(this.rootOfMinusOne, this.rootOfMinusOne, small(2));
    const encoded = new Uint8Array(32);
    for (let i = 0; i < 32; i++) encoded[i] = 0x66; // y = 4/5
    encoded[0] = 0x58;
    const base = this.decode(encoded);
    if (base === undefined) throw new Error("the base point does not decode");
    this.base = base;
  }

  /** RFC 8032 §5.1.3; undefined for bytes that are no point. */
  decode(bytes: Uint8Array): Point | undefined {
    const y = zero();
    if (!fromBytes(y, bytes)) return undefined;
    const yy = zero();
    square(yy, y);
    const u = zero();
    subtract(u, yy, one());
    normalise(u);
    const v = zero();
    multiply(v, yy, this.d);
    add(v, v, one());
    normalise(v);
    // x = u v^3 (u v^7)^((p-5)/8)
    const v3 = zero();
    square(v3, v);
    multiply(v3, v3, v);
    const x = zero();
    square(x, v3);
    multiply(x, x, v);
    multiply(x, x, u);
    rootPower(x, x);
    multiply(x, x, v3);
    multiply(x, x, u);
    const check = zero();
    square(check, x);
    multiply(check, check, v);
    const difference = zero();
    subtract(difference, check, u);
    normalise(difference);
    if (!isZero(difference)) {
      add(difference, check, u);
      normalise(difference);
      if (!isZero(difference)) return undefined;
      multiply(x, x, this.rootOfMinusOne);
    }
    const wantsOdd = bytes[31] >>> 7 === 1;
    if (isZero(x) && wantsOdd) return undefined;
    if (isOdd(x) !== wantsOdd) subtract(x, zero(), x);
    const t = zero();
    multiply(t, x, y);
    return new Point(x, y, one(), t);
  }

  negate(p: Point): Point {
    const x = zero();
    const t = zero();
    subtract(x, zero(), p.x);
    subtract(t, zero(), p.t);
    return new Point(x, copyOf(p.y), copyOf(p.z), t);
  }

  /** RFC 8032 §5.1.2. */
  encode(p: Point): Uint8Array {
    const z = zero();
    invert(z, p.z);
    const x = zero();
    const y = zero();
    multiply(x, p.x, z);
    multiply(y, p.y, z);
    const bytes = toBytes(y);
    if (isOdd(x)) bytes[31] |= 0x80;
    return bytes;
  }

  private addTo(p: Point, q: Addend): void {
    subtract(this.e, p.y, p.x);
    multiply(this.a, this.e, q.difference);
    add(this.e, p.y, p.x);
    multiply(this.b, this.e, q.sum);
    multiply(this.c, p.t, q.twiceDT);
    multiply(this.h, p.z, q.twiceZ);
    subtract(this.e, this.b, this.a);
    subtract(this.f, this.h, this.c);
    add(this.g, this.h, this.c);
    add(this.h, this.b, this.a);
    this.combine(p);
  }

  private double(p: Point): void {
    square(this.a, p.x);
    square(this.b, p.y);
    square(this.c, p.z);
    add(this.e, p.x, p.y);
    square(this.f, this.e);
    add(this.h, this.a, this.b);
    subtract(this.e, this.h, this.f);
    subtract(this.g, this.a, this.b);
    add(this.c, this.c, this.c);
    add(this.f, this.c, this.g);
    // e and f are sums of three or more carried elements.
    normalise(this.e);
    normalise(this.f);
    this.combine(p);
  }

  private combine(p: Point): void {
    multiply(p.x, this.e, this.f);
    multiply(p.y, this.g, this.h);
    multiply(p.t, this.e, this.h);
    multiply(p.z, this.f, this.g);
  }

  /** 0 * p .. 15 * p. */
  private multiples(p: Point): Addend[] {
    const table = [new Addend(identity(), this.twiceD), new Addend(p, this.twiceD)];
    const sum = new Point(copyOf(p.x), copyOf(p.y), copyOf(p.z), copyOf(p.t));
    for (let i = 2; i < 16; i++) {
      this.addTo(sum, table[1]);
      table.push(new Addend(sum, this.twiceD));
    }
    return table;
  }

  /** a * p + b * base; a and b are 32 little-endian bytes. Four bits of both at a time (Straus). */
  twoProducts(a: Uint8Array, p: Point, b: Uint8Array): Point {
    const ofP = this.multiples(p);
    const ofBase = this.multiples(this.base);
    const sum = identity();
    for (let window = 63; window >= 0; window--) {
      if (window !== 63) {
        this.double(sum);
        this.double(sum);
        this.double(sum);
        this.double(sum);
      }
      const shift = (window & 1) * 4;
      const digitOfA = (a[window >>> 1] >>> shift) & 15;
      const digitOfB = (b[window >>> 1] >>> shift) & 15;
      if (digitOfA !== 0) this.addTo(sum, ofP[digitOfA]);
      if (digitOfB !== 0) this.addTo(sum, ofBase[digitOfB]);
    }
    return sum;
  }
}
