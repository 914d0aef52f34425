// YMODEM, the sending side, as U-Boot's `loady` receives it: one file, blocks of 1024 bytes with CRC-16.
//
// No batches of several files and no YMODEM-g. Chuck Forsberg, "XMODEM/YMODEM Protocol Reference" (1988).
//
//   SOH or STX, number, ~number, 128 or 1024 bytes, CRC-16 (XMODEM) big-endian     answered by ACK or NAK
//   block 0: "name" NUL "size in decimal" NUL ...; an empty block 0 ends the batch

import { crc16 } from "../../runtime/smp/console-frame.ts";
import { problem } from "../../sdk/diagnostics/diagnostic.ts";
import type { SerialLine } from "./line.ts";

const SOH = 0x01;
const STX = 0x02;
const EOT = 0x04;
const ACK = 0x06;
const NAK = 0x15;
const CAN = 0x18;
/** The receiver's request for blocks with a CRC. */
const C = 0x43;
/** What fills the last block (Control-Z). */
const FILL = 0x1a;
const SHORT_BYTES = 128;
const LONG_BYTES = 1024;
/** The receiver gives up after about as many. */
const TRIES = 10;
/** The receiver waits two seconds for a byte before it asks for the block again. */
const ANSWER_MS = 5000;

export interface YmodemFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Sends `file` to a receiver that is about to ask for it. `onProgress` gets the bytes of each block once it was taken. Rejects
 * with IngotError E6013 when the receiver gives up, or takes no block any more.
 */
export async function sendYmodem(
  line: SerialLine,
  { name, bytes }: YmodemFile,
  onProgress: (bytes: number) => void = () => {},
): Promise<void> {
  await expect(line, [C], "does not ask for the file");
  await sendBlock(line, blockOf(0, textOf(`${name}\0${bytes.length}\0`), SHORT_BYTES, 0), "the file's name");
  await expect(line, [C], "does not ask for the file's bytes");
  for (let at = 0, number = 1; at < bytes.length; number++) {
    const data = bytes.subarray(at, at + LONG_BYTES);
    const room = data.length > SHORT_BYTES ? LONG_BYTES : SHORT_BYTES;
    await sendBlock(line, blockOf(number & 255, data, room, FILL), `byte ${at}`);
    at += data.length;
    onProgress(data.length);
  }
  await sendBlock(line, new Uint8Array([EOT]), "the end of the file");
  // The empty block ends the batch. A receiver that is content with one file does not ask for it.
  if ((await answer(line, [C], 3000)) !== C) return;
  line.write(blockOf(0, new Uint8Array(0), SHORT_BYTES, 0));
  await answer(line, [ACK], 3000);
}

function textOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}

function blockOf(number: number, data: Uint8Array, room: number, fill: number): Uint8Array {
  const block = new Uint8Array(3 + room + 2).fill(fill);
  block.set([room === LONG_BYTES ? STX : SOH, number, 255 - number]);
  block.set(data, 3);
  const crc = crc16(block.subarray(3, 3 + room));
  block.set([crc >> 8, crc & 255], 3 + room);
  return block;
}

/** Sends until it is acknowledged. */
async function sendBlock(line: SerialLine, block: Uint8Array, what: string): Promise<void> {
  for (let i = 0; i < TRIES; i++) {
    line.write(block);
    if ((await answer(line, [ACK, NAK], ANSWER_MS)) === ACK) return;
  }
  throw noYmodem(`the board has not taken ${what} in ${TRIES} tries`);
}

/** The first of `wanted` that comes, or -1. What else comes is noise, or the end of an earlier answer. */
async function answer(line: SerialLine, wanted: readonly number[], timeoutMs: number): Promise<number> {
  const deadline = performance.now() + timeoutMs;
  let cancels = 0;
  for (;;) {
    const byte = await line.read(Math.max(0, deadline - performance.now()));
    if (byte < 0 || wanted.includes(byte)) return byte;
    cancels = byte === CAN ? cancels + 1 : 0;
    if (cancels === 2) throw noYmodem("the board has broken the transfer off");
  }
}

async function expect(line: SerialLine, wanted: readonly number[], fault: string): Promise<void> {
  for (let i = 0; i < TRIES; i++) {
    if ((await answer(line, wanted, ANSWER_MS)) >= 0) return;
  }
  throw noYmodem(`the board ${fault}`);
}

function noYmodem(text: string): Error {
  return problem(
    "E6013",
    text,
    "reset the board and try again, at a lower --fast rate if it had a higher one",
  );
}
