// Writes a card image through a stock U-Boot: for a board that has no Ingot loader yet, and whose card cannot be
// taken out. Pieces go into DRAM by YMODEM, from there to the card, and are read back and compared there.
//
// What a boot needs is written last, so that an interrupted transfer leaves the card as bootable as it was. U-Boot
// itself runs from DRAM and may be overwritten on the card.

import { problem } from "../../sdk/diagnostics/diagnostic.ts";
import { crc32 } from "../../sdk/image/uimage.ts";
import { formatBytes } from "../devices/disk.ts";
import type { ImageSource } from "../write/block-target.ts";
import { type Progress, startProgress } from "../write/progress.ts";
import type { SerialLine } from "./line.ts";
import type { UBootPrompt } from "./prompt.ts";
import { sendYmodem } from "./ymodem.ts";

const SECTOR = 512;
/** Far below U-Boot, which moves to the end of DRAM, and above what it reserves at the start. */
const LOAD = 0x4200_0000;
const READ_BACK = 0x4400_0000;
/** As much is sent again if a transfer fails: a minute and a half at 115,200 baud. */
const PIECE_BYTES = 1 << 20;
/** MBR, SPL and loader lie below. */
const BOOT_BYTES = 1 << 20;

export interface FirstContactOptions {
  /** The speed of the console, which `fast` comes back to. */
  readonly baud: number;
  /** The speed of transfers. Default: `baud`. */
  readonly fast?: number;
  readonly onProgress?: (progress: Progress) => void;
  readonly now?: () => number;
}

/** A run of sectors, and where in its piece its bytes are. */
interface Run {
  readonly sector: number;
  readonly sectors: number;
  readonly at: number;
}

export interface Piece {
  readonly runs: readonly Run[];
  readonly bytes: number;
}

/** What is sent in one transfer each, in order. */
export function piecesOf(ranges: ImageSource["ranges"], pieceBytes = PIECE_BYTES): Piece[] {
  const split = ranges.flatMap(({ offset, length }) => {
    const below = Math.max(0, Math.min(length, BOOT_BYTES - offset));
    return [
      { offset, length: below },
      { offset: offset + below, length: length - below },
    ].filter((part) => part.length > 0);
  });
  const isBoot = (part: { offset: number }) => part.offset < BOOT_BYTES;
  return [
    ...pack(
      split.filter((part) => !isBoot(part)),
      pieceBytes,
    ),
    ...pack(split.filter(isBoot), pieceBytes),
  ];
}

function pack(parts: readonly { offset: number; length: number }[], pieceBytes: number): Piece[] {
  const pieces: Piece[] = [];
  let runs: Run[] = [];
  let used = 0;
  const close = (): void => {
    if (runs.length > 0) pieces.push({ runs, bytes: used });
    runs = [];
    used = 0;
  };
  for (const { offset, length } of parts) {
    for (let done = 0; done < length; ) {
      if (used === pieceBytes) close();
      const bytes = Math.min(length - done, pieceBytes - used);
      runs.push({ sector: (offset + done) / SECTOR, sectors: Math.ceil(bytes / SECTOR), at: used });
      used += Math.ceil(bytes / SECTOR) * SECTOR;
      done += bytes;
    }
  }
  close();
  return pieces;
}

/** Writes `image` to the card that the board has in its slot, and resets the board. Rejects with IngotError E6013, E5014. */
export async function writeThroughUBoot(
  line: SerialLine,
  prompt: UBootPrompt,
  image: ImageSource,
  options: FirstContactOptions,
): Promise<void> {
  await checkBoard(prompt, image);
  await checkCard(prompt, image.sizeBytes);
  const pieces = piecesOf(image.ranges);
  const total = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
  const { now = () => performance.now(), onProgress = () => {} } = options;
  const report = startProgress("write", total, now, onProgress);
  for (const piece of pieces) {
    const bytes = new Uint8Array(piece.bytes);
    for (const run of piece.runs) {
      await image.read(run.sector * SECTOR, bytes.subarray(run.at, run.at + run.sectors * SECTOR));
    }
    await load(line, prompt, bytes, options, report);
    for (const run of piece.runs) await store(prompt, run, bytes);
  }
}

/** The name of the device tree in an SPL tells for which board it is. */
async function checkBoard(prompt: UBootPrompt, image: ImageSource): Promise<void> {
  const head = new Uint8Array(96);
  await image.read(16 * SECTOR, head);
  const wanted = boardOf(head);
  const { isRight, text } = await prompt.run("printenv fdtfile");
  const found = /fdtfile=(\S+?)(?:\.dtb)?\s*$/.exec(text)?.[1]?.replace(/^.*\//, "");
  if (!isRight || wanted === undefined || found === undefined || wanted === found) return;
  throw problem(
    "E6013",
    `the image is for ${wanted}, the board calls itself ${found}`,
    "build the image with the right --board",
  );
}

/** The name that an SPL's head has at the place that the word at 0x20 says, see U-Boot's sunxi_image.h. */
function boardOf(head: Uint8Array): string | undefined {
  const at = head[0x20]! | (head[0x21]! << 8);
  if (String.fromCharCode(...head.subarray(4, 8)) !== "eGON" || at === 0 || at >= head.length)
    return undefined;
  return /^[\w.-]+/.exec(Buffer.from(head.subarray(at)).toString("latin1"))?.[0];
}

async function checkCard(prompt: UBootPrompt, imageBytes: number): Promise<void> {
  const { isRight } = await prompt.run("mmc dev 0");
  if (!isRight) throw problem("E6013", "the board finds no card in its slot", "is one in it?");
  const { text } = await prompt.run("mmc info");
  const match = /Capacity:\s*([\d.]+) (KiB|MiB|GiB)/.exec(text);
  if (match === null) return;
  const unit = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }[match[2]!]!;
  // One decimal is all that U-Boot says.
  const most = (Number(match[1]) + 0.05) * unit;
  if (imageBytes <= most) return;
  throw problem(
    "E5014",
    `the card has ${match[1]} ${match[2]}, the image ${formatBytes(imageBytes)}`,
    "use a larger card",
  );
}

async function load(
  line: SerialLine,
  prompt: UBootPrompt,
  bytes: Uint8Array,
  { baud, fast = baud }: FirstContactOptions,
  report: (bytes: number) => void,
): Promise<void> {
  const address = LOAD.toString(16);
  const isFaster = fast !== baud;
  if (isFaster) {
    await prompt.start(`loady ${address} ${fast}`, /Switch baudrate to \d+ bps and press ENTER \.\.\./);
    await line.setBaud(fast);
    line.write(new Uint8Array([13]));
  } else {
    await prompt.start(`loady ${address}`, /Ready for binary .*bps\.\.\./);
  }
  await sendYmodem(line, { name: "ingot", bytes }, report);
  if (isFaster) {
    await prompt.waitFor(/Switch baudrate to \d+ bps and press ESC \.\.\./, 3000);
    await line.setBaud(baud);
    line.write(new Uint8Array([27]));
  }
  if (!(await prompt.waitFor(/=> $/, 5000)) && !(await prompt.find(5000))) {
    throw problem("E6013", "the board's U-Boot is gone after a transfer", "reset the board and try again");
  }
  await expectSum(prompt, LOAD, bytes, "what has arrived in the board's memory");
}

async function store(prompt: UBootPrompt, run: Run, bytes: Uint8Array): Promise<void> {
  const place = `${run.sector.toString(16)} ${run.sectors.toString(16)}`;
  const fault = (verb: string, text: string) =>
    problem(
      "E5022",
      `the board cannot ${verb} its card at sector ${run.sector}`,
      "is it write-protected or worn?",
      {
        notes: text === "" ? [] : [`U-Boot says: ${text.split("\n").at(-1)!.trim()}`],
      },
    );
  const written = await prompt.run(`mmc write ${(LOAD + run.at).toString(16)} ${place}`, 60_000);
  if (!written.isRight) throw fault("write", written.text);
  const read = await prompt.run(`mmc read ${READ_BACK.toString(16)} ${place}`, 60_000);
  if (!read.isRight) throw fault("read", read.text);
  const part = bytes.subarray(run.at, run.at + run.sectors * SECTOR);
  await expectSum(prompt, READ_BACK, part, `what was read back from sector ${run.sector} on`);
}

async function expectSum(prompt: UBootPrompt, at: number, bytes: Uint8Array, what: string): Promise<void> {
  const { isRight, text } = await prompt.run(`crc32 ${at.toString(16)} ${bytes.length.toString(16)}`, 30_000);
  const sum = /==>\s*([0-9a-f]{8})/.exec(text)?.[1];
  if (!isRight || sum === undefined) {
    throw problem(
      "E6013",
      "the board's U-Boot has no `crc32`",
      "use a stock U-Boot: nothing is written unverified",
    );
  }
  if (Number.parseInt(sum, 16) === crc32(bytes)) return;
  throw problem("E5023", `${what} differs from the image`, "try again; if it stays so, use another card");
}
