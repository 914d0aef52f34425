// Buffer's methods: texts and encodings, write, fill, copy, search, comparison, swapping.
const text = Buffer.from("hällo €");
for (const encoding of ["utf8", "utf16le", "ucs2", "latin1", "ascii", "hex", "base64", "base64url", "binary"] as const) {
  const bytes = Buffer.from("aGk_-/+ 6869", encoding);
  console.log(encoding, bytes, text.toString(encoding), bytes.toString(encoding), Buffer.byteLength("añ", encoding));
}
console.log(text.toString("utf8", 1, 3), text.toString("hex", 2), text.toString(undefined, -3, 99), Buffer.isEncoding("UTF8"), Buffer.isEncoding("x"));
const room = Buffer.alloc(8);
console.log(room.write("ab"), room.write("€€", 3), room.write("zz", 1, 1), room.write("ff00", 6, "hex"), room);
console.log(room.write("ünï", "latin1"), room.write("a€", 6), room);
console.log(room.fill("xyz"), room.fill(0, 2, 4), room.fill("6162", "hex"), room.fill(Buffer.from([1, 2]), 5), room.fill(""), room.fill("é", 0, 4, "latin1"));
const source = Buffer.from("abcdefgh");
console.log(source.copy(room, 2, 1, 4), room, source.copy(source, 2), source, source.copy(room, 8), source.copy(room, 0, 9 - 2));
const line = Buffer.from("one two one");
console.log(line.indexOf("one"), line.indexOf("one", 1), line.lastIndexOf("one"), line.lastIndexOf("one", -4), line.indexOf("three"), line.indexOf(""));
console.log(line.indexOf(111, 3), line.indexOf(Buffer.from("two")), line.includes("tw"), line.includes("tw", 6), line.indexOf("6f6e65", 2, "hex"), line.indexOf("one", -3), line.lastIndexOf(""), line.indexOf(256 + 111));
console.log(Buffer.compare(Buffer.from("a"), Buffer.from("b")), Buffer.from("b").compare(Buffer.from("a")), Buffer.from("ab").compare(Buffer.from("a")), line.compare(line));
console.log(line.compare(Buffer.from("two"), 0, 3, 4, 7), line.compare(Buffer.from("xtwo"), 1, 4, 4, 6), [Buffer.from("2"), Buffer.from("1")].sort(Buffer.compare));
console.log(line.equals(Buffer.from("one")), line.equals(new Uint8Array(line)));
const swap = Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]);
console.log(swap.swap16(), swap.swap32(), swap.swap64());
console.log(Buffer.concat([line, swap], 4), Buffer.concat([swap], 10), Buffer.concat([]));
const attempt = (work: () => unknown): void => {
  try {
    console.log(work());
  } catch (error) {
    console.log(String(error), (error as { code?: string }).code);
  }
};
attempt(() => Buffer.from("a").swap32());
attempt(() => Buffer.alloc(-1));
attempt(() => Buffer.alloc("5" as unknown as number));
attempt(() => Buffer.from(5 as unknown as string));
attempt(() => Buffer.from(undefined as unknown as string));
attempt(() => Buffer.from({} as unknown as string));
attempt(() => Buffer.from({ length: 2, 0: 5 }));
attempt(() => Buffer.from(new String("boxed") as unknown as string));
attempt(() => Buffer.from("a", "nope" as BufferEncoding));
attempt(() => Buffer.concat("a" as unknown as Buffer[]));
attempt(() => Buffer.concat([Buffer.alloc(1), "a" as unknown as Buffer]));
attempt(() => line.copy(line, -1));
attempt(() => line.copy(line, 0, 50));
attempt(() => line.equals("one" as unknown as Buffer));
attempt(() => line.fill("a", 50));
attempt(() => line.fill(Buffer.alloc(0)));
attempt(() => line.write(5 as unknown as string));
attempt(() => line.write("a", 50));
attempt(() => line.indexOf({} as unknown as string));
attempt(() => Buffer.from(new ArrayBuffer(2), 3));
attempt(() => Buffer.from(new ArrayBuffer(2), 0, 3));
attempt(() => Buffer.byteLength(5 as unknown as string));
