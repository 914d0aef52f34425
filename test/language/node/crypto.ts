// Node's module `crypto`: digests of texts and bytes around the lengths of blocks.
import { createHash, createHmac } from "node:crypto";

for (const length of [0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 200]) {
  const text = "abcdefghij".repeat(20).slice(0, length);
  console.log(length, createHash("md5").update(text).digest("hex"), createHash("sha1").update(text).digest("hex"));
}
console.log(createHash("sha256").update("a").update("bc").digest("base64"), createHash("sha512").update("ü").digest("hex"));
console.log(createHash("md5").update("00ff", "hex").digest(), createHash("sha1").update(new Uint8Array([1, 2])).digest("hex"));
const done = createHash("md5");
done.digest();
try {
  done.update("more");
} catch (error) {
  console.log(String(error));
}

// What types do not allow and JavaScript may ask for.
for (const make of [() => createHash("none" as "md5"), () => createHmac("none" as "md5", "key")]) {
  try {
    console.log(make().update("a").digest("hex"));
  } catch (error) {
    console.log((error as Error).message);
  }
}
