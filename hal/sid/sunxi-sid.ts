// The chip's identification: 128 bits that the factory burnt into Allwinner's "security ID" (SID).
//
// Reads only; there is no writing of fuses here. On the A10 and A20 the words are registers. From the sun8i generation on
// they are asked for one by one through SID_PRCTL (names as in U-Boot's cpu_info.c), because the window on the fuses can
// hold wrong words after a start. It names a chip; it is no secret and no source of randomness.

import { read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { waitUntilClear } from "../timer/wait.ts";

const WORDS = 4;
const PRCTL = 0x40;
const RDKEY = 0x60;
/** PRCTL: | 24:16 offset of the word | 15:8 key 0xac | 1 read |. */
const PRCTL_READ = 0xac02;
const PRCTL_BUSY = 0x02;
const PRCTL_OFFSET_SHIFT = 16;
const READ_MICROSECONDS = 10_000;

/**
 * The four words of the chip's identification, or null where there is none: the controller does not answer, or the
 * words are all zero, as in the emulator's Cubieboard and Banana Pi M2 Ultra. `layout`: "words" for the A10 and A20,
 * "keyed" for the H3 and R40.
 */
export function readChipId(options: {
  readonly base: number;
  readonly layout: "words" | "keyed";
  readonly clock: Clock;
}): Uint32Array | null {
  const { base, layout, clock } = options;
  const words = new Uint32Array(WORDS);
  let any = 0;
  for (let i = 0; i < WORDS; i++) {
    if (layout === "words") {
      words[i] = read32(base + 4 * i);
    } else {
      write32(base + PRCTL, (((4 * i) << PRCTL_OFFSET_SHIFT) | PRCTL_READ) >>> 0);
      if (!waitUntilClear(clock, base + PRCTL, PRCTL_BUSY, READ_MICROSECONDS)) return null;
      words[i] = read32(base + RDKEY);
    }
    any |= words[i]!;
  }
  if (layout === "keyed") write32(base + PRCTL, 0);
  return any === 0 ? null : words;
}
