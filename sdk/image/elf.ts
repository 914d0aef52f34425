// Reads what a 32-bit ELF executable says about memory: what is loaded where, and how large each kind of part is.
//
// Little-endian ARM only, as the linker makes it for the boards. Does not look at symbols, debug information or
// relocations. Field offsets are those of the ELF specification (Elf32_Ehdr, Elf32_Phdr, Elf32_Shdr).

import { problem } from "../diagnostics/diagnostic.ts";
import { hex } from "./layout.ts";

const MAGIC = 0x7f45_4c46;
const CLASS_32 = 1;
const DATA_LITTLE_ENDIAN = 1;
const MACHINE_ARM = 40;
const PT_LOAD = 1;
const SHT_NOBITS = 8;
const SHF_WRITE = 1;
const SHF_ALLOC = 2;
const HEADER_BYTES = 52;
/** Between two loaded parts lies at most padding; more means that the link went wrong. */
const LARGEST_PROGRAM_BYTES = 64 << 20;

export interface MemorySizes {
  /** Machine code and constants, bytes. */
  readonly code: number;
  /** Variables with initial values, bytes. They are part of the image. */
  readonly data: number;
  /** Memory that starts as zero, stacks included, bytes. It takes no room in the image. */
  readonly zeroed: number;
}

export interface Flat {
  /** What must lie in memory from `loadAddress` on when the program starts. */
  readonly bytes: Uint8Array;
  readonly loadAddress: number;
  readonly entryPoint: number;
}

/**
 * The program as one run of bytes. The space between segments is zero; zeroed memory behind the last one is left
 * out. Throws IngotError E9003 when `elf` is not such an executable, `file` names it.
 */
export function flatten(elf: Uint8Array, file: string): Flat {
  const view = header(elf, file);
  const segments = [];
  const [offset, count] = [view.getUint32(28, true), view.getUint16(44, true)];
  for (let i = 0; i < count; i++) {
    const at = offset + i * view.getUint16(42, true);
    const fileBytes = view.getUint32(at + 16, true);
    if (view.getUint32(at, true) !== PT_LOAD || fileBytes === 0) continue;
    const from = view.getUint32(at + 4, true);
    segments.push({ address: view.getUint32(at + 12, true), bytes: elf.subarray(from, from + fileBytes) });
  }
  if (segments.length === 0) throw broken(file, "it has nothing to load");
  const start = Math.min(...segments.map((s) => s.address));
  const end = Math.max(...segments.map((s) => s.address + s.bytes.length));
  if (end - start > LARGEST_PROGRAM_BYTES) {
    throw broken(file, `its parts lie between ${hex(start)} and ${hex(end)}`);
  }
  const bytes = new Uint8Array(end - start);
  for (const segment of segments) bytes.set(segment.bytes, segment.address - start);
  return { bytes, loadAddress: start, entryPoint: view.getUint32(24, true) };
}

/** How much memory the parts of the program take. Throws like `flatten`. */
export function memorySizes(elf: Uint8Array, file: string): MemorySizes {
  const view = header(elf, file);
  const sizes = { code: 0, data: 0, zeroed: 0 };
  const [offset, count] = [view.getUint32(32, true), view.getUint16(48, true)];
  for (let i = 0; i < count; i++) {
    const at = offset + i * view.getUint16(46, true);
    const flags = view.getUint32(at + 8, true);
    if ((flags & SHF_ALLOC) === 0) continue;
    const size = view.getUint32(at + 20, true);
    if (view.getUint32(at + 4, true) === SHT_NOBITS) sizes.zeroed += size;
    else if ((flags & SHF_WRITE) !== 0) sizes.data += size;
    else sizes.code += size;
  }
  return sizes;
}

function header(elf: Uint8Array, file: string): DataView {
  if (elf.length < HEADER_BYTES) throw broken(file, "it is too short");
  const view = new DataView(elf.buffer, elf.byteOffset, elf.byteLength);
  const isArm =
    view.getUint32(0) === MAGIC &&
    elf[4] === CLASS_32 &&
    elf[5] === DATA_LITTLE_ENDIAN &&
    view.getUint16(18, true) === MACHINE_ARM;
  if (!isArm) throw broken(file, "it is no 32-bit ARM executable");
  return view;
}

function broken(file: string, why: string): Error {
  return problem(
    "E9003",
    `the linked program cannot be turned into an image: ${why}`,
    "this is a bug in Ingot: please report it with the program",
    { exitCode: 3, file },
  );
}
