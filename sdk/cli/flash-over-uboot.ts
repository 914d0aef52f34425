// `ingot flash --serial PORT NAME.img`: the image of a whole card to a board that has only a stock U-Boot, which writes
// it to the card in its slot. How that goes is flash-tool/uboot.

import { closeSync, openSync, readSync } from "node:fs";
import { openPort } from "../../flash-tool/smp/serial.ts";
import { startOverUsb } from "../../flash-tool/uboot/fel.ts";
import { writeThroughUBoot } from "../../flash-tool/uboot/first-contact.ts";
import { lineOf } from "../../flash-tool/uboot/line.ts";
import { UBootPrompt } from "../../flash-tool/uboot/prompt.ts";
import { openImage } from "../../flash-tool/write/image-source.ts";
import { problem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { progressPrinter } from "./flash-progress.ts";

const UNTIL_FOUND_MS = 60_000;
const UNTIL_STARTED_MS = 20_000;
/** Where the SPL says what it is: sector 16, behind its first instruction. */
const EGON_AT = 16 * 512 + 4;

export interface OverUBoot {
  /** The serial port, and the image of a card. */
  readonly path: string;
  readonly file: string;
  readonly baud: number;
  readonly fast: number | undefined;
  /** The file with SPL and U-Boot to start over USB first. */
  readonly startWith: string | undefined;
  readonly json: boolean;
}

/** Whether `file` starts as a card does that an Allwinner SoC boots from. */
export function looksLikeCard(file: string): boolean {
  const head = Buffer.alloc(EGON_AT + 8);
  const handle = openSync(file, "r");
  try {
    return (
      readSync(handle, head, 0, head.length, 0) === head.length &&
      head.readUInt16LE(510) === 0xaa55 &&
      head.toString("latin1", EGON_AT) === "eGON.BT0"
    );
  } finally {
    closeSync(handle);
  }
}

export async function flashOverUBoot({
  path,
  file,
  baud,
  fast,
  startWith,
  json,
}: OverUBoot): Promise<number> {
  const tell = (event: object, text: string): void => {
    if (json) process.stdout.write(`${JSON.stringify(event)}\n`);
    else process.stderr.write(text);
  };
  const image = await openImage(file);
  try {
    const port = await openPort(path, baud);
    try {
      const line = lineOf(port);
      const prompt = new UBootPrompt(line);
      if (startWith !== undefined) {
        tell({ event: "fel", file: startWith }, `Starting ${displayPath(startWith)} over USB\n`);
        await startOverUsb(startWith);
      }
      tell(
        { event: "waiting", port: path, baud },
        `Waiting for U-Boot on ${path}: reset the board if it does not come.\n`,
      );
      if (!(await prompt.find(UNTIL_FOUND_MS))) throw noPrompt(path, prompt.seen);
      const bytes = image.ranges.reduce((sum, range) => sum + range.length, 0);
      tell(
        { event: "start", image: file, bytes, mode: "u-boot" },
        `Writing ${displayPath(file)} through U-Boot to the card of the board\n`,
      );
      const onProgress = progressPrinter(process.stderr, json);
      const options = { baud, onProgress, ...(fast === undefined ? {} : { fast }) };
      await writeThroughUBoot(line, prompt, image, options);
      const says = await restart(prompt);
      tell({ event: "done", writtenBytes: bytes, says: says ?? null }, "");
      if (says === undefined) {
        throw problem(
          "E6010",
          "the card is written and was read back right, but the board has not printed anything of the image's since its restart",
          "look at its console: not every program prints when it starts",
        );
      }
      if (!json) process.stdout.write(`The board starts from its card and says: ${says}\n`);
      return 0;
    } finally {
      await new Promise<void>((resolve) => port.close(() => resolve()));
    }
  } finally {
    await image.close();
  }
}

/** Restarts the board, and gives the first line that is not the SPL's. */
async function restart(prompt: UBootPrompt): Promise<string | undefined> {
  await prompt.start("reset", /resetting \.\.\./);
  const booted = /Trying to boot from MMC\d[\r\n]+([^\r\n]*[^\s][^\r\n]*)[\r\n]/;
  await prompt.waitFor(booted, UNTIL_STARTED_MS);
  return booted.exec(prompt.seen)?.[1]?.trim();
}

function noPrompt(path: string, seen: string): Error {
  if (/ingot loader:/.test(seen)) {
    return problem(
      "E6013",
      `the board on ${path} has Ingot's loader already`,
      "send it the signed image (NAME.signed.bin) instead of the card's",
    );
  }
  const isSilent = seen.trim() === "";
  return problem(
    "E6010",
    isSilent
      ? `nothing on ${path} has answered for a minute`
      : `what is on ${path} did not come to U-Boot's prompt within a minute`,
    isSilent
      ? "are TX and RX crossed and ground connected, is this the right port, and does the board's card have U-Boot?"
      : "reset the board while this command runs; is the console's speed the one given with --baud?",
  );
}
