// The parts of an executable that tell functions and lines (System V ABI, "Object Files": ELF of 64 bits).

import { Reader } from "./bytes.ts";

const SECTIONS = 0x28;
const SECTION_BYTES = 0x3a;
const SYMBOL_BYTES = 24;
const IS_FUNCTION = 2;

export interface Section {
  readonly start: number;
  readonly end: number;
}

/** Where a section stands in the file, or null. */
export function sectionNamed(file: Uint8Array, name: string): Section | null {
  const header = new Reader(file, SECTIONS);
  const table = header.u64();
  header.at = SECTION_BYTES;
  const bytesEach = header.u16();
  const count = header.u16();
  const names = place(file, table + header.u16() * bytesEach);
  for (let i = 0; i < count; i++) {
    const at = table + i * bytesEach;
    if (new Reader(file, names.start + new Reader(file, at).u32()).text() === name) return place(file, at);
  }
  return null;
}

function place(file: Uint8Array, header: number): Section {
  const r = new Reader(file, header + 0x18);
  const start = r.u64();
  return { start, end: start + r.u64() };
}

/** The name that the linker knows of the function around each address; "" for none. */
export function symbolsAt(
  file: Uint8Array,
  symbols: Section,
  names: Section,
  addresses: readonly number[],
): string[] {
  const found: string[] = [];
  for (let i = 0; i < addresses.length; i++) found.push("");
  for (let at = symbols.start; at < symbols.end; at += SYMBOL_BYTES) {
    const r = new Reader(file, at);
    const name = r.u32();
    if ((r.u8() & 15) !== IS_FUNCTION) continue;
    r.at = at + 8;
    const start = r.u64();
    const end = start + r.u64();
    for (let i = 0; i < addresses.length; i++) {
      const address = addresses[i]!;
      if (address >= start && address < end) found[i] = new Reader(file, names.start + name).text();
    }
  }
  return found;
}
