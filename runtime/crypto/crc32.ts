// CRC-32 as zlib, PNG and U-Boot's uImage compute it: polynomial 0xedb88320, reflected. Against accidents, not
// against people.

function makeTable(): Int32Array {
  const table = new Int32Array(256);
  for (let i = 0; i < 256; i++) {
    let c = i;
    for (let bit = 0; bit < 8; bit++) c = (c & 1) === 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    table[i] = c;
  }
  return table;
}

const TABLE = makeTable();

/** The CRC of `bytes`, 0 .. 2^32-1; `before` is the CRC of what precedes them. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let c = ~before;
  for (let i = 0; i < bytes.length; i++) c = TABLE[(c ^ bytes[i]) & 255] ^ (c >>> 8);
  return ~c >>> 0;
}
