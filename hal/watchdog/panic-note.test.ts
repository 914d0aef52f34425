// The note about the last panic: what is read of a whole one, and of memory that never held one.

import { describe, expect, it } from "vitest";
import { useBus, write32 } from "../mmio.ts";
import { RamModel } from "../testing/models/ram.ts";
import { PANIC_NOTE_BYTES, readPanicNote } from "./panic-note.ts";

const AT = 0x411f_fbc0;

function note(mark: number, length: number, text: string) {
  useBus(new RamModel({ base: AT, sizeBytes: PANIC_NOTE_BYTES, fill: 0xa5 }));
  write32(AT, mark);
  write32(AT + 4, length);
  const bytes = Buffer.alloc(Math.ceil(text.length / 4) * 4);
  bytes.write(text, "latin1");
  for (let i = 0; i < bytes.length; i += 4) write32(AT + 8 + i, bytes.readUInt32LE(i));
  return readPanicNote(AT);
}

const MARK = Buffer.from("PANC").readUInt32LE();

describe("readPanicNote", () => {
  it.each([1, 2, 3, 4, 30])("gives the text of a note of %d characters", (length) => {
    const text = "ingot panic: it is out of order".slice(0, length);
    expect(note(MARK, length, text)).toBe(text);
  });

  it("gives nothing for memory without a note, or with a length that cannot be", () => {
    expect(note(MARK ^ 1, 4, "text")).toBeNull();
    expect(note(MARK, PANIC_NOTE_BYTES - 7, "text")).toBeNull();
    expect(note(0, 0, "")).toBeNull();
  });
});
