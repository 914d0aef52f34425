// Measures the drivers in the emulator, in emulated time: one instruction takes one nanosecond (1 GHz).
//
// The same on every computer up to how frames from outside fall into the program's turns, because waiting does not
// count (fixtures/exerciser). Says nothing about caches, bus and wire of a real board. Judges nothing.

import { boards } from "../../boards/index.ts";
import { requireEmulator } from "../../sdk/choose-target.ts";
import { instructionsToFirstOutput, Machine } from "../../sdk/emulator/index.ts";
import { StreamLink } from "../../sdk/emulator/stream-link.ts";
import { PATIENCE_MS } from "../patience.ts";
import { ask, type BoardName } from "./exerciser.ts";

/** 2^0 ns for each instruction. */
const SHIFT = 0;
/** IEEE 802.3 3.2.7: 64 bytes, four of them the check sequence that the MAC adds. */
const SHORTEST = 60;
/** Frames under way: fewer than the smallest receiver has room for. */
const WINDOW = 48;

export interface FrameRates {
  /** Frames that came back, of those that were sent to the board. */
  readonly mirrored: number;
  /** Frames received and sent again, per emulated second of work. */
  readonly mirroredPerSecond: number;
  /** Frames that arrived whole and in order from the board. */
  readonly sent: number;
  readonly sentPerSecond: number;
}

export interface CardRates {
  /** Bytes per emulated second. */
  readonly writtenPerSecond: number;
  readonly readPerSecond: number;
}

/** Sends `count` shortest frames to the board and has them back, then has it send as many. `elf` is the exerciser's. */
export async function measureFrames(
  board: BoardName,
  elf: string,
  socketPath: string,
  count: number,
): Promise<FrameRates> {
  const wire = await StreamLink.listen(socketPath);
  const machine = boot(board, { kernel: elf, network: { kind: "stream", path: wire.path } });
  try {
    await machine.waitFor(`exerciser on ${board} is ready`, PATIENCE_MS);
    await ask(machine, "link", /link up/);
    const mirrored = await mirror(wire, count);
    const [, busy] = await ask(machine, "frames", /busy for (\d+) us/);
    let sent = 0;
    wire.onFrame((frame) => {
      if (Buffer.from(frame).readUInt32BE(14) === sent) sent += 1;
    });
    const [, microseconds] = await ask(machine, `send ${count}`, /sent \d+ frames in (\d+) us/);
    await settled(() => sent === count);
    return {
      mirrored,
      mirroredPerSecond: perSecond(mirrored, busy!),
      sent,
      sentPerSecond: perSecond(count, microseconds!),
    };
  } finally {
    wire.close();
    await machine.kill();
  }
}

/** Writes and reads `mebibytes` of the card in the file `card`, in order. */
export async function measureCard(
  board: BoardName,
  elf: string,
  card: string,
  mebibytes: number,
): Promise<CardRates> {
  const machine = boot(board, { kernel: elf, sdImage: card });
  try {
    await machine.waitFor(`exerciser on ${board} is ready`, PATIENCE_MS);
    const [, written, read] = await ask(
      machine,
      `stream ${mebibytes}`,
      /written in (\d+) us, read in (\d+) us/,
    );
    const bytes = mebibytes * 1024 * 1024;
    return { writtenPerSecond: perSecond(bytes, written!), readPerSecond: perSecond(bytes, read!) };
  } finally {
    await machine.kill();
  }
}

/** Instructions from the image's entry, where the SPL enters it, to the first words of the application. */
export function measureStart(board: BoardName, elf: string): Promise<number> {
  const { soc, console } = boards[board];
  const uarts: Readonly<Record<string, { readonly base: number }>> = soc.uarts;
  return instructionsToFirstOutput({
    ...requireEmulator(boards[board]),
    kernel: elf,
    uartBase: uarts[console.uart]!.base,
  });
}

function boot(board: BoardName, options: Partial<ConstructorParameters<typeof Machine>[0]>): Machine {
  return new Machine({
    ...requireEmulator(boards[board]),
    icountShift: SHIFT,
    lifetimeMs: PATIENCE_MS,
    ...options,
  });
}

/** Resolves to the number of frames that came back whole and in order, once all have or none has come for a while. */
async function mirror(wire: StreamLink, count: number): Promise<number> {
  let back = 0;
  let sent = 0;
  const sendNext = () => {
    if (sent < count) wire.send(numbered(sent++));
  };
  wire.onFrame((frame) => {
    if (Buffer.from(frame).readUInt32BE(14) === back) back += 1;
    sendNext();
  });
  for (let i = 0; i < WINDOW; i++) sendNext();
  await settled(() => back === count);
  return back;
}

function numbered(number: number): Uint8Array {
  const frame = Buffer.alloc(SHORTEST);
  frame.set([0x02, 0x00, 0x5e, 0x10, 0x00, 0x01, 0x02, 0, 0, 0, 0, 0x99, 0x88, 0xb5]);
  frame.writeUInt32BE(number, 14);
  return frame;
}

async function settled(done: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!done() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
}

function perSecond(count: number, microseconds: string): number {
  return Math.round((count / Number(microseconds)) * 1_000_000);
}
