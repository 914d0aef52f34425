// `ingot flash --serial`: a signed image to a board's loader, or to an appliance that serves SMP on its console; or the
// image of a whole card to a board that has only a stock U-Boot (flash-over-uboot.ts).
//
// Waits for the board, so that one may start the command first and then press reset. How an image travels is
// flash-tool/smp.

import { readFileSync } from "node:fs";
import { SmpClient, WRITE } from "../../flash-tool/smp/client.ts";
import { installImage, listImages } from "../../flash-tool/smp/install.ts";
import { openSerial, type SerialTransport } from "../../flash-tool/smp/serial.ts";
import { raiseSpeed } from "../../flash-tool/smp/speed.ts";
import { requireBoard } from "../choose-target.ts";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { readSignedImage } from "../image/mcuboot-read.ts";
import { findSpl } from "../image/spl-finder.ts";
import { projectRoot } from "../project-root.ts";
import { type CommandArguments, flagOption, textOption } from "./command.ts";
import { flashOverUBoot, looksLikeCard } from "./flash-over-uboot.ts";
import { progressPrinter } from "./flash-progress.ts";
import { requireFile } from "./words.ts";

const DEFAULT_BAUD = 115_200;
/** What the boards' 24 MHz give exactly; not every adapter can do the first. */
const FAST_BAUDS = [1_500_000, 500_000];
/** For somebody to reach the reset button. */
const UNTIL_FOUND_MS = 60_000;
const UNTIL_STARTED_MS = 20_000;
const STARTS = /ingot loader: slot ([AB]), version (\S+)/;

export async function flashSerial(args: CommandArguments, path: string): Promise<number> {
  const [file, ...rest] = args.positionals;
  if (file === undefined) {
    throw usageProblem("E0003", "no image was named", "write `ingot flash --serial PORT IMAGE`");
  }
  if (rest.length > 0) {
    throw usageProblem(
      "E0004",
      `with --serial there is one image, not also ${rest.join(" ")}`,
      "drop the target",
    );
  }
  requireFile(file, "a signed image, such as build/NAME.signed.bin");
  const baud = baudOption(args, "baud") ?? DEFAULT_BAUD;
  const json = flagOption(args, "json");
  const startWith = uBootOf(textOption(args, "fel"));
  if (looksLikeCard(file))
    return flashOverUBoot({ path, file, baud, fast: baudOption(args, "fast"), startWith, json });
  if (startWith !== undefined) {
    throw usageProblem(
      "E0004",
      "--fel is for the image of a whole card: U-Boot takes no signed image",
      "name NAME.img, or leave --fel out",
    );
  }
  const bytes = new Uint8Array(readFileSync(file));
  const image = readSignedImage(bytes, file);
  if (!image.hashIsRight)
    throw problem("E6005", "its hash is wrong: the file was changed or cut", "build it again", { file });
  const tell = (event: object, text: string): void => {
    if (json) process.stdout.write(`${JSON.stringify(event)}\n`);
    else process.stderr.write(text);
  };
  const started = new Started();
  const port = await openSerial(path, baud, (text) => started.take(text));
  try {
    const client = new SmpClient(port);
    tell(
      { event: "waiting", port: path, baud },
      `Waiting for the board on ${path}: reset it if it does not come.\n`,
    );
    await findDevice(port, client, path);
    // A loader has nothing running that a trial could fall back to, and takes an image for good.
    const runs = (await listImages(client)).some((slot) => slot.active);
    const mode = runs ? "test" : "confirm";
    tell(
      { event: "start", image: file, bytes: bytes.length, mode },
      `Sending ${displayPath(file)}, version ${image.version}\n`,
    );
    started.forget();
    const fast = baudOption(args, "fast");
    const speed = await raiseSpeed(
      port,
      client,
      baud,
      fast === undefined ? FAST_BAUDS : fast === baud ? [] : [fast],
    );
    if (speed !== baud) tell({ event: "speed", baud: speed }, `  at ${speed} baud\n`);
    const onProgress = progressPrinter(process.stderr, json);
    const done = await installImage(client, port, bytes, image, { mode, onProgress });
    // The restart brings the usual speed back.
    if (speed !== baud) await port.setBaud(baud);
    const start = await started.wait();
    tell(
      { event: "done", ...done, slot: start?.slot ?? null, version: start?.version ?? null },
      done.resumedAt > 0 ? `note: the upload went on at byte ${done.resumedAt}\n` : "",
    );
    if (start === undefined) {
      throw problem(
        "E6010",
        "the board took the image, but has not said within 20 seconds that it starts it",
        "look at its console",
      );
    }
    if (!json) process.stdout.write(`The board starts slot ${start.slot}, version ${start.version}\n`);
    return 0;
  } finally {
    await port.close();
  }
}

/** The file with SPL and U-Boot of the board that --fel names. */
function uBootOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  return findSpl(requireBoard(name).spl.debianFolder, { projectRoot: projectRoot() });
}

function baudOption(args: CommandArguments, name: "baud" | "fast"): number | undefined {
  const text = textOption(args, name);
  if (text === undefined) return undefined;
  const baud = Number(text);
  if (Number.isInteger(baud) && baud >= 1200 && baud <= 4_000_000) return baud;
  throw usageProblem("E0002", `--${name} cannot be "${text}"`, "write a speed such as 115200");
}

async function findDevice(port: SerialTransport, client: SmpClient, path: string): Promise<void> {
  const deadline = performance.now() + UNTIL_FOUND_MS;
  while (performance.now() < deadline) {
    port.interrupt();
    const answer = await client.tryAsk(WRITE, 0, 0, { d: "ingot" }, { timeoutMs: 300, tries: 1 });
    if (answer?.get("r") === "ingot") return;
  }
  throw problem(
    "E6010",
    `nothing on ${path} has answered for a minute`,
    "are TX and RX crossed and ground connected, is this the right port, and is the loader on the card?",
  );
}

/** Waits for the line in which the loader says what it starts. */
class Started {
  private found: { slot: string; version: string } | undefined;
  private wake: () => void = () => {};

  take(text: string): void {
    const match = STARTS.exec(text);
    if (match === null) return;
    this.found = { slot: match[1]!, version: match[2]!.replace(/,$/, "") };
    this.wake();
  }

  forget(): void {
    this.found = undefined;
  }

  async wait(): Promise<{ slot: string; version: string } | undefined> {
    if (this.found === undefined) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, UNTIL_STARTED_MS);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.found;
  }
}
