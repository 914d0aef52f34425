// Reads named sections out of an ELF file: little-endian, 32 or 64 bits.
//
// Only what decoding a panic needs; no symbols, no relocations, no segments.

/** The bytes of a section, or null when the file has none of that name or is no such ELF. */
export function elfSection(bytes: Uint8Array, name: string): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 64 || view.getUint32(0) !== 0x7f454c46 || bytes[5] !== 1) return null;
  const wide = bytes[4] === 2;
  const word = (at: number) => (wide ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true));
  // Elf32_Ehdr and Elf64_Ehdr: e_shoff, e_shentsize, e_shnum, e_shstrndx.
  const table = word(wide ? 0x28 : 0x20);
  const [entrySize, count, namesIndex] = [0, 2, 4].map((n) => view.getUint16((wide ? 0x3a : 0x2e) + n, true));
  const header = (index: number) => {
    const at = table + index * entrySize!;
    return {
      name: view.getUint32(at, true),
      offset: word(at + (wide ? 0x18 : 0x10)),
      size: word(at + (wide ? 0x20 : 0x14)),
    };
  };
  if (table === 0 || table + count! * entrySize! > bytes.byteLength) return null;
  const names = header(namesIndex!);
  for (let i = 0; i < count!; i++) {
    const section = header(i);
    const start = names.offset + section.name;
    const end = bytes.indexOf(0, start);
    if (new TextDecoder().decode(bytes.subarray(start, end)) !== name) continue;
    return bytes.subarray(section.offset, section.offset + section.size);
  }
  return null;
}
