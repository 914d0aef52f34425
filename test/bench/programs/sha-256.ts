// SHA-256 (FIPS 180-4) of n KiB: 32-bit integer arithmetic over typed arrays.
// One-shot, whole bytes only.

const K = new Uint32Array(64);

/** The first 32 bits of the fraction of `x`. */
function fraction(x: number): number {
  return ((x - Math.floor(x)) * 4294967296) >>> 0;
}

function startState(): Uint32Array {
  const state = new Uint32Array(8);
  let found = 0;
  for (let p = 2; found < 64; p++) {
    let prime = true;
    for (let d = 2; d * d <= p; d++) if (p % d === 0) prime = false;
    if (!prime) continue;
    if (found < 8) state[found] = fraction(Math.sqrt(p));
    K[found] = fraction(Math.cbrt(p));
    found++;
  }
  return state;
}

function rotate(x: number, n: number): number {
  return (x >>> n) | (x << (32 - n));
}

function compress(state: Uint32Array, w: Uint32Array, block: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) {
    const p = at + i * 4;
    w[i] = (block[p]! << 24) | (block[p + 1]! << 16) | (block[p + 2]! << 8) | block[p + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
  }
  let a = state[0]! | 0;
  let b = state[1]! | 0;
  let c = state[2]! | 0;
  let d = state[3]! | 0;
  let e = state[4]! | 0;
  let f = state[5]! | 0;
  let g = state[6]! | 0;
  let h = state[7]! | 0;
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + s1 + choice + K[i]! + w[i]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const t2 = (s0 + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
  state[5] = state[5]! + f;
  state[6] = state[6]! + g;
  state[7] = state[7]! + h;
}

function sha256(message: Uint8Array): string {
  const state = startState();
  const w = new Uint32Array(64);
  const whole = message.length - (message.length % 64);
  for (let at = 0; at < whole; at += 64) compress(state, w, message, at);
  const rest = message.length - whole;
  const tail = new Uint8Array(rest < 56 ? 64 : 128);
  for (let i = 0; i < rest; i++) tail[i] = message[whole + i]!;
  tail[rest] = 0x80;
  const bits = message.length * 8;
  for (let i = 0; i < 4; i++) tail[tail.length - 1 - i] = bits >>> (8 * i);
  for (let at = 0; at < tail.length; at += 64) compress(state, w, tail, at);
  let text = "";
  for (let i = 0; i < 8; i++) text += state[i]!.toString(16).padStart(8, "0");
  return text;
}

export function run(n: number): string {
  const message = new Uint8Array(n * 1024);
  for (let i = 0; i < message.length; i++) message[i] = (i * 7 + (i >> 8)) & 255;
  return sha256(message);
}
