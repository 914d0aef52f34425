// What a program had to say when it was stopped: its last words in DRAM, which outlive a reset but not a loss of power.
//
//   word 0: "PANC"     word 1: length     then the text of the panic record, ASCII, as it went to the console
//
// Written by hal/base/panic.ts, polled byte by byte. The memory is uncached.

import { read32 } from "../mmio.ts";

const MARK = 0x434e_4150;
/** Longer records lose their end. */
export const PANIC_NOTE_BYTES = 1024;
const HEAD_BYTES = 8;

/** The last panic record since the power came, or null if there was none. `address` is that of the note. */
export function readPanicNote(address: number): string | null {
  const length = read32(address + 4);
  if (read32(address) !== MARK || length > PANIC_NOTE_BYTES - HEAD_BYTES) return null;
  let text = "";
  for (let i = 0; i < length; i++) {
    const at = address + HEAD_BYTES + i;
    text += String.fromCharCode((read32(at & ~3) >>> (8 * (at & 3))) & 0x7f);
  }
  return text;
}
