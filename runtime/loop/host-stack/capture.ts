// Where a program for this computer is: the return addresses of the functions that are running.
//
// Hosts' programs keep frame pointers (sdk/backend/flags.ts): at each frame's address is that of its caller's frame,
// behind it the return address. Programs lie below 4 GiB, libraries above: the walk ends at the one that called main.

import { strFromCode } from "../../lang/native.ts";

/** Where the frame of the function that asks is. @intrinsic frame_base */
declare function frameBase(): number;

/** The word of the stack at an address. @intrinsic frame_word */
declare function frameWord(address: number): number;

const MOST_FRAMES = 32;
const WORD = 8;
const END_OF_PROGRAM = 2 ** 32;

/** Return addresses, innermost first, as pairs of UTF-16 units: what is thrown is rarely printed. */
export function captureHostStack(): string {
  let captured = "";
  let frame = frameBase();
  for (let i = 0; i < MOST_FRAMES; i++) {
    const address = frameWord(frame + WORD);
    if (address >= END_OF_PROGRAM) break;
    captured += strFromCode(address >>> 16) + strFromCode(address & 0xffff);
    const next = frameWord(frame);
    if (next <= frame) break;
    frame = next;
  }
  return captured;
}

/** The addresses in what captureHostStack gave, each of the last byte of a call. */
export function capturedAddresses(captured: string): number[] {
  const addresses: number[] = [];
  for (let i = 0; i + 1 < captured.length; i += 2)
    addresses.push(captured.charCodeAt(i) * 0x1_0000 + captured.charCodeAt(i + 1) - 1);
  return addresses;
}
