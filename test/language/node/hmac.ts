// Node's module `crypto`: keyed hashes with keys around the lengths of blocks, and comparison in constant time.
import { createHmac, timingSafeEqual } from "node:crypto";

for (const length of [0, 1, 63, 64, 65, 128, 129, 200]) {
  const key = "k".repeat(length);
  console.log(length, createHmac("md5", key).update("text").digest("hex"), createHmac("sha1", key).update("").digest("base64"));
  console.log(createHmac("sha256", key).update("a").update("b").digest("hex"), createHmac("sha512", key).update("ü").digest("hex"));
}
console.log(timingSafeEqual(new Uint8Array([1, 2]), new Uint8Array([1, 2])), timingSafeEqual(new Uint8Array([1]), new Uint8Array([3])));
try {
  timingSafeEqual(new Uint8Array(1), new Uint8Array(2));
} catch (error) {
  console.log(String(error), (error as { code?: string }).code);
}
