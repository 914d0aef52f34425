// Random values of the `crypto` object: what they look like, and what is refused.
const isUuid = (text: string) =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);

const first = crypto.randomUUID();
console.log(isUuid(first), first !== crypto.randomUUID(), typeof crypto);

const bytes = new Uint8Array(32);
console.log(
  crypto.getRandomValues(bytes) === bytes,
  bytes.some((byte) => byte !== 0),
);
// Only the view is filled, not what lies around it in the buffer.
const buffer = new ArrayBuffer(24);
crypto.getRandomValues(new Uint32Array(buffer, 8, 2));
const around = new Uint8Array(buffer);
console.log(
  around.slice(0, 8).every((byte) => byte === 0),
  around.slice(16).every((byte) => byte === 0),
);
console.log(
  around.slice(8, 16).some((byte) => byte !== 0),
  crypto.getRandomValues(new Int16Array(0)).length,
);

// Every bit comes up.
let seen = 0;
for (let i = 0; i < 64; i++) seen |= crypto.getRandomValues(new Uint8Array(1))[0]!;
console.log(seen, crypto.getRandomValues(new Uint8Array(65_536)).length);

const refused: unknown[] = [
  new Float64Array(1),
  new Float32Array(1),
  new Uint8Array(65_537),
  [1],
  new DataView(buffer),
  null,
];
for (const value of refused) {
  try {
    crypto.getRandomValues(value as Uint8Array);
    console.log("taken");
  } catch (error) {
    if (error instanceof DOMException) console.log(error.name, error.code, error.message);
  }
}
