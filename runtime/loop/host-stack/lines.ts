// The source line of addresses, from an executable's .debug_line (DWARF 5, 6.2: line number information).

import { Reader } from "./bytes.ts";
import type { Section } from "./elf.ts";

export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

const VERSION = 5;
/** Contents and forms of the entries for folders and files (6.2.4.1, 7.5.6). */
const PATH = 1;
const FOLDER_INDEX = 2;
const DATA1 = 0x0b;
const DATA2 = 0x05;
const UDATA = 0x0f;
const STRING = 0x08;
const LINE_STRP = 0x1f;
const DATA16 = 0x1e;
/** Opcodes (6.2.5.2, 6.2.5.3) that do more than take their arguments. */
const COPY = 1;
const ADVANCE_PC = 2;
const ADVANCE_LINE = 3;
const SET_FILE = 4;
const CONST_ADD_PC = 8;
const FIXED_ADVANCE_PC = 9;
const LAST_OPCODE = 255;
const END_SEQUENCE = 1;
const SET_ADDRESS = 2;

/** The lines of `addresses`; null where none is known. `texts` is .debug_line_str. */
export function linesAt(
  file: Uint8Array,
  lines: Section,
  texts: Section,
  addresses: readonly number[],
): (SourceLine | null)[] {
  const found: (SourceLine | null)[] = [];
  for (let i = 0; i < addresses.length; i++) found.push(null);
  for (let at = lines.start; at < lines.end; ) {
    const end = at + 4 + new Reader(file, at).u32();
    new Unit(file, at + 4, end, texts.start, addresses, found).read();
    at = end;
  }
  return found;
}

/** One unit: its header, then a program whose rows say from which address on which line holds. */
class Unit {
  private readonly r: Reader;
  private readonly end: number;
  private readonly texts: number;
  private readonly addresses: readonly number[];
  private readonly found: (SourceLine | null)[];
  private readonly folders: string[] = [];
  private readonly files: string[] = [];
  // Of the header.
  private step = 1;
  private lowest = 0;
  private range = 1;
  private special = 0;
  private readonly counts: number[] = [0];
  // The registers of the program, and the row before, which holds up to the next one.
  private address = 0;
  private file = 1;
  private line = 1;
  private from = -1;
  private fromFile = 1;
  private fromLine = 1;

  constructor(
    file: Uint8Array,
    start: number,
    end: number,
    texts: number,
    addresses: readonly number[],
    found: (SourceLine | null)[],
  ) {
    this.r = new Reader(file, start);
    this.end = end;
    this.texts = texts;
    this.addresses = addresses;
    this.found = found;
  }

  read(): void {
    const r = this.r;
    if (r.u16() !== VERSION) return;
    r.at += 2; // sizes of addresses and of segment selectors
    const length = r.u32();
    const program = r.at + length;
    this.step = r.u8();
    r.at += 2; // operations per instruction, default_is_stmt
    this.lowest = (r.u8() << 24) >> 24;
    this.range = r.u8();
    this.special = r.u8();
    for (let i = 1; i < this.special; i++) this.counts.push(r.u8());
    if (!this.readNames(this.folders) || !this.readNames(this.files)) return;
    r.at = program;
    while (r.at < this.end) this.run(r.u8());
  }

  /** Folders or files; false where one is given in a way that is not known here. */
  private readNames(names: string[]): boolean {
    const r = this.r;
    const formats: number[] = [];
    for (let n = r.u8(); n > 0; n--) formats.push(r.uleb(), r.uleb());
    for (let n = r.uleb(); n > 0; n--) {
      names.push("");
      for (let i = 0; i < formats.length; i += 2) {
        if (!this.readName(names, formats[i]!, formats[i + 1]!)) return false;
      }
    }
    return true;
  }

  /** A part of the last of `names`: its text, or the folder that it is in. */
  private readName(names: string[], contents: number, form: number): boolean {
    const r = this.r;
    const last = names.length - 1;
    if (form === DATA16) r.at += 16;
    else if (form === LINE_STRP || form === STRING) {
      const text = form === STRING ? r.text() : new Reader(r.bytes, this.texts + r.u32()).text();
      if (contents === PATH) names[last] = text;
    } else if (form === UDATA || form === DATA1 || form === DATA2) {
      const index = form === UDATA ? r.uleb() : form === DATA1 ? r.u8() : r.u16();
      const folder = contents === FOLDER_INDEX ? this.folders[index] : undefined;
      const isIn = folder !== undefined && folder !== "" && folder !== "." && names[last]![0] !== "/";
      if (isIn) names[last] = `${folder}/${names[last]}`;
    } else return false;
    return true;
  }

  private run(opcode: number): void {
    const r = this.r;
    if (opcode >= this.special) {
      this.advance(opcode);
      this.line += this.lowest + ((opcode - this.special) % this.range);
      this.row();
    } else if (opcode === 0) this.runExtended();
    else if (opcode === COPY) this.row();
    else if (opcode === ADVANCE_PC) this.address += r.uleb() * this.step;
    else if (opcode === ADVANCE_LINE) this.line += r.sleb();
    else if (opcode === SET_FILE) this.file = r.uleb();
    else if (opcode === CONST_ADD_PC) this.advance(LAST_OPCODE);
    else if (opcode === FIXED_ADVANCE_PC) this.address += r.u16();
    else for (let n = this.counts[opcode]!; n > 0; n--) r.uleb();
  }

  private runExtended(): void {
    const r = this.r;
    const length = r.uleb();
    const after = r.at + length;
    const opcode = r.u8();
    if (opcode === SET_ADDRESS) this.address = r.u64();
    else if (opcode === END_SEQUENCE) {
      this.row();
      this.from = -1;
      this.address = 0;
      this.file = 1;
      this.line = 1;
    }
    r.at = after;
  }

  /** As far as a special opcode says. */
  private advance(opcode: number): void {
    const over = opcode - this.special;
    this.address += ((over - (over % this.range)) / this.range) * this.step;
  }

  /** Up to this address holds the line of the row before. */
  private row(): void {
    if (this.from >= 0 && this.fromLine > 0) {
      for (let i = 0; i < this.addresses.length; i++) {
        const address = this.addresses[i]!;
        if (address >= this.from && address < this.address)
          this.found[i] = { file: this.files[this.fromFile] ?? "", line: this.fromLine };
      }
    }
    this.from = this.address;
    this.fromFile = this.file;
    this.fromLine = this.line;
  }
}
