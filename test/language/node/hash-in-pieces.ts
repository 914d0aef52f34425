// Node's module `crypto`: a message in thousands of pieces, whose bytes change once they were taken.
import { createHash } from "node:crypto";

const hash = createHash("sha256");
const piece = new Uint8Array(1024);
for (let i = 0; i < 3000; i++) {
  piece[i % 1024] = i & 0xff;
  hash.update(piece);
}
piece.fill(0);
console.log(hash.digest("hex"));
console.log(createHash("md5").update("a").update(Buffer.from("b")).update("63", "hex").digest("hex"));
