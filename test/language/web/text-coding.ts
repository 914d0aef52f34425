// TextEncoder and TextDecoder: characters of every length, bad bytes, pieces, byte order marks.
const encoder = new TextEncoder();
console.log(encoder.encoding, encoder.encode("aé€😀\ud800x"), encoder.encode(), encoder.encode(""));
const target = new Uint8Array(6);
console.log(encoder.encodeInto("aé€😀", target), target);
const decoder = new TextDecoder();
console.log(decoder.encoding, decoder.fatal, decoder.ignoreBOM, decoder.decode(encoder.encode("aé€😀")), decoder.decode());
const bytes = [[0xff, 0x41], [0xc3], [0xe2, 0x82], [0xe2, 0x82, 0x41], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98], [0xf4, 0x90, 0x80, 0x80], [0xc0, 0x80], [0xef, 0xbb, 0xbf, 0x41], [0xf0, 0x80, 0x80, 0x41], [0x80, 0x80]];
for (const list of bytes) {
  const input = new Uint8Array(list);
  console.log(JSON.stringify(decoder.decode(input)), JSON.stringify(new TextDecoder("utf8", { ignoreBOM: true }).decode(input)));
  try {
    console.log(new TextDecoder("utf-8", { fatal: true }).decode(input));
  } catch (e) {
    console.log((e as Error).name, (e as Error).message);
  }
}
const stream = new TextDecoder();
const parts: string[] = [];
for (const byte of encoder.encode("\ufeffé€😀!")) parts.push(stream.decode(new Uint8Array([byte]), { stream: true }));
parts.push(stream.decode());
console.log(parts, new TextDecoder("utf-16le").decode(new Uint8Array([0x41, 0, 0x3d, 0xd8, 0, 0xde])));
console.log(decoder.decode(encoder.encode("abc").buffer), decoder.decode(new DataView(encoder.encode("abcd").buffer, 1, 2)));
