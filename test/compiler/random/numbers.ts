// The random part of Node's module `crypto`.
import { randomBytes, randomFillSync, randomInt, randomUUID } from "node:crypto";

console.log(
  randomBytes(16).toString("hex").length,
  randomBytes(0).toString("hex"),
  randomBytes(2.9).toString("hex").length,
);
const first = randomBytes(16).toString("hex");
console.log(first !== randomBytes(16).toString("hex"), randomUUID().length);
const words = new Uint32Array(4);
console.log(
  randomFillSync(words) === words,
  words.some((word) => word !== 0),
);

const counts = new Array<number>(6).fill(0);
for (let i = 0; i < 600; i++) counts[randomInt(6)]! += 1;
console.log(
  counts.every((count) => count > 40),
  counts.reduce((sum, count) => sum + count, 0),
);
for (let i = 0; i < 100; i++) {
  const drawn = randomInt(-3, 2);
  if (drawn < -3 || drawn >= 2) console.log("out of range", drawn);
}
console.log(randomInt(7, 8), randomInt(0, 2 ** 48 - 1) >= 0);

const calls: (() => unknown)[] = [
  () => randomBytes(-1),
  () => randomBytes(Number.NaN),
  () => randomInt(5, 5),
  () => randomInt(0.5),
  () => randomInt(-1.5, 3),
  () => randomInt(2 ** 48 + 1),
  () => randomInt(-10, 2 ** 48),
];
for (const call of calls) {
  try {
    console.log(call());
  } catch (error) {
    console.log(String(error), (error as { code?: string }).code);
  }
}
