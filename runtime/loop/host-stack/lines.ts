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
    const unit = r.u8();
    r.at += 2; // operations per instruction, default_is_stmt
    const lowest = (r.u8() << 24) >> 24;
    const range = r.u8();
    const special = r.u8();
    const argumentsOf = [0];
    for (let i = 1; i < special; i++) argumentsOf.push(r.u8());
    if (!this.readNames(this.folders) || !this.readNames(this.files)) return;
    r.at = program;
    this.run(unit, lowest, range, special, argumentsOf);
  }

  /** Folders or files; false where one is given in a way that is not known here. */
  private readNames(names: string[]): boolean {
    const r = this.r;
    const formats: number[] = [];
    for (let n = r.u8(); n > 0; n--) formats.push(r.uleb(), r.uleb());
    for (let n = r.uleb(); n > 0; n--) {
      let name = "";
      let folder = -1;
      for (let i = 0; i < formats.length; i += 2) {
        const form = formats[i + 1]!;
        let number = 0;
        let text = "";
        if (form === LINE_STRP) text = new Reader(r.bytes, this.texts + r.u32()).text();
        else if (form === STRING) text = r.text();
        else if (form === UDATA) number = r.uleb();
        else if (form === DATA1) number = r.u8();
        else if (form === DATA2) number = r.u16();
        else if (form === DATA16) r.at += 16;
        else return false;
        if (formats[i] === PATH) name = text;
        else if (formats[i] === FOLDER_INDEX) folder = number;
      }
      const around = folder < 0 ? "" : (this.folders[folder] ?? "");
      names.push(around === "" || around === "." || name[0] === "/" ? name : `${around}/${name}`);
    }
    return true;
  }

  private run(unit: number, lowest: number, range: number, special: number, argumentsOf: number[]): void {
    const r = this.r;
    let address = 0;
    let file = 1;
    let line = 1;
    // The row before, which holds up to the next one.
    let from = -1;
    let fromFile = 1;
    let fromLine = 1;
    while (r.at < this.end) {
      const opcode = r.u8();
      let isRow = opcode >= special || opcode === COPY;
      let isEnd = false;
      if (opcode >= special) {
        address += Math.floor((opcode - special) / range) * unit;
        line += lowest + ((opcode - special) % range);
      } else if (opcode === 0) {
        const next = r.uleb();
        const after = r.at + next;
        const extended = r.u8();
        if (extended === SET_ADDRESS) address = r.u64();
        else if (extended === END_SEQUENCE) isEnd = isRow = true;
        r.at = after;
      } else if (opcode === ADVANCE_PC) address += r.uleb() * unit;
      else if (opcode === ADVANCE_LINE) line += r.sleb();
      else if (opcode === SET_FILE) file = r.uleb();
      else if (opcode === CONST_ADD_PC) address += Math.floor((255 - special) / range) * unit;
      else if (opcode === FIXED_ADVANCE_PC) address += r.u16();
      else if (opcode !== COPY) for (let n = argumentsOf[opcode]!; n > 0; n--) r.uleb();
      if (!isRow) continue;
      if (from >= 0 && address > from) this.note(from, address, fromFile, fromLine);
      from = isEnd ? -1 : address;
      fromFile = file;
      fromLine = line;
      if (!isEnd) continue;
      address = 0;
      file = line = 1;
    }
  }

  /** Between the two addresses holds this line. */
  private note(from: number, to: number, file: number, line: number): void {
    for (let i = 0; i < this.addresses.length; i++) {
      const address = this.addresses[i]!;
      if (address >= from && address < to && line > 0) this.found[i] = { file: this.files[file] ?? "", line };
    }
  }
}
