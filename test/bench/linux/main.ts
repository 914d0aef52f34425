// The command `npm run bench:linux`: Ingot's image beside Debian's Linux with busybox and nginx, in the emulator's Cubieboard.
//
//   [--rounds N]   how often each quantity is measured on both sides, one after the other; default 5
//   [--only WORD]  quantities whose names have the word in them
//   [--strict]     exit code 1 when a goal is missed
//
// Two emulators run for the whole time, of which one rests while the other is asked. A ratio is that of one round, so that
// what else the computer does falls on both sides; the median of the rounds is judged. Says nothing about a board.

import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../../../sdk/build-app.ts";
import { Machine } from "../../../sdk/emulator/index.ts";
import { findLinux, fullInitramfs, type LinuxFiles, smallInitramfs } from "./initramfs.ts";
import { downloadRate, firstAnswer, keepAliveRate, newConnectionRate, uploadRate } from "./load.ts";
import { headline, lineOf, type Quantity, type Reading, type Round } from "./ratios.ts";
import { forward, ingotOptions, linuxOptions, type Side, startIngot, startLinux } from "./sides.ts";

const PAGE = "<!DOCTYPE html><title>bench</title><p>The same page from both sides.</p>\n";
const MEBIBYTE = 1024 * 1024;
/** As the application's SOURCE_BYTES. */
const STREAM_MEBIBYTES = 32;
const CARD_MEBIBYTES = 8;
const CARD_BYTES = 64 * MEBIBYTE;
const AT_ONCE = 8;
const SECONDS = 4;
const START_MS = 180_000;
const BLOB_REQUEST = "GET /blob HTTP/1.0\r\n\r\n";

interface Measurement extends Quantity {
  /** The sides differ in how they are asked. */
  readonly measure: (side: Side, isIngot: boolean) => Promise<number>;
}

const perSecond = { moreIsBetter: true, goal: 1, digits: 0 };
const megabytes = { unit: "MB/s", moreIsBetter: true, digits: 2 };

const MEASUREMENTS: readonly Measurement[] = [
  {
    ...{ ...perSecond, name: "web page, kept connections", unit: "1/s" },
    measure: (side) => keepAliveRate(side.ports.web, AT_ONCE, SECONDS),
  },
  {
    ...{ ...perSecond, name: "web page, new connections", unit: "1/s" },
    measure: (side) => newConnectionRate(side.ports.web, AT_ONCE, SECONDS),
  },
  {
    ...{ ...megabytes, name: "TCP to the board", goal: 1 },
    measure: async ({ ports }) => (await uploadRate(ports.sink, STREAM_MEBIBYTES * MEBIBYTE)) / 1e6,
  },
  {
    ...{ ...megabytes, name: "TCP from the board", goal: 1 },
    // nginx sends a file from memory without copying it through a program, which nothing on Linux does faster.
    measure: async ({ ports }, isIngot) => {
      const [port, request] = isIngot ? [ports.source, ""] : [ports.web, BLOB_REQUEST];
      return (await downloadRate(port, request, STREAM_MEBIBYTES * MEBIBYTE)) / 1e6;
    },
  },
  {
    ...{ ...megabytes, name: "card, writing in order", goal: 0.5 },
    measure: async (side) => (await side.card("write", CARD_MEBIBYTES)) / 1e6,
  },
  {
    ...{ ...megabytes, name: "card, reading in order", goal: 0.5 },
    measure: async (side) => (await side.card("read", CARD_MEBIBYTES)) / 1e6,
  },
];

const STARTING: Quantity = {
  ...{ name: "start to first answer", unit: "s" },
  ...{ moreIsBetter: false, goal: 10, digits: 2 },
};

/** `packages` is the folder of the unpacked packages, `root` that of the project. */
export async function main(root: string, packages: string, words: readonly string[]): Promise<number> {
  const rounds = Number(optionAfter(words, "--rounds") ?? 5);
  if (!Number.isInteger(rounds) || rounds < 1) {
    console.error("bench:linux: --rounds takes a number from 1 on");
    return 2;
  }
  const only = optionAfter(words, "--only") ?? "";
  const chosen = MEASUREMENTS.filter(({ name }) => name.includes(only));
  const folder = mkdtempSync(join(tmpdir(), "ingot-linux-"));
  let missed = 0;
  const print = (quantity: Quantity, some: readonly Round[]): void => {
    const { text, met } = lineOf(quantity, some);
    if (!met) missed += 1;
    console.log(text);
  };
  try {
    const linux = findLinux(packages, PAGE, STREAM_MEBIBYTES);
    const app = join(root, "test/bench/fixtures/rival");
    console.log("building the image");
    const { elf } = await buildApp({ app, outDir: folder, optimise: "2", image: false });
    console.log(`${rounds} rounds; load of this computer: ${loadavg()[0]!.toFixed(1)}`);
    console.log(headline());
    if (STARTING.name.includes(only)) print(STARTING, await measureStarts(elf, linux, folder, rounds));
    if (chosen.length > 0) await compare(elf, linux, folder, rounds, chosen, print);
    console.log(`load of this computer at the end: ${loadavg()[0]!.toFixed(1)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return missed > 0 && words.includes("--strict") ? 1 : 0;
}

async function compare(
  elf: string,
  linux: LinuxFiles,
  folder: string,
  rounds: number,
  chosen: readonly Measurement[],
  print: (quantity: Quantity, rounds: readonly Round[]) => void,
): Promise<void> {
  const initramfs = join(folder, "full.cpio");
  writeFileSync(initramfs, fullInitramfs(linux));
  const sides: Side[] = [];
  try {
    sides.push(await startIngot(elf, card(folder, "ingot.img")));
    sides.push(await startLinux(linux, initramfs, card(folder, "linux.img")));
    const [ingot, other] = sides as [Side, Side];
    for (const measurement of chosen) {
      const done: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        done.push({
          ingot: await read(ingot, () => measurement.measure(ingot, true)),
          linux: await read(other, () => measurement.measure(other, false)),
        });
      }
      print(measurement, done);
    }
  } finally {
    for (const side of sides) await side.machine.kill();
  }
}

/** From the start of the emulator's process to a page, both alone in the machine. */
async function measureStarts(
  elf: string,
  linux: LinuxFiles,
  folder: string,
  rounds: number,
): Promise<Round[]> {
  const initramfs = join(folder, "small.cpio");
  writeFileSync(initramfs, smallInitramfs(linux));
  const done: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    done.push({
      ingot: await measureStart(ingotOptions(elf)),
      linux: await measureStart(linuxOptions(linux, initramfs)),
    });
  }
  return done;
}

async function measureStart(without: Parameters<typeof forward>[0]): Promise<Reading> {
  const { options, ports } = await forward(without);
  const begun = performance.now();
  const machine = new Machine(options);
  try {
    const value = ((await firstAnswer(ports.web, START_MS)) - begun) / 1000;
    return { value, share: Number.NaN };
  } catch (error) {
    throw new Error(`${String(error)}; the console's last words: ${machine.output.slice(-400)}`);
  } finally {
    await machine.kill();
  }
}

async function read(side: Side, measure: () => Promise<number>): Promise<Reading> {
  const before = side.processorSeconds();
  const begun = performance.now();
  const value = await measure();
  const share = (1000 * (side.processorSeconds() - before)) / (performance.now() - begun);
  return { value, share };
}

function card(folder: string, name: string): string {
  const path = join(folder, name);
  writeFileSync(path, "");
  truncateSync(path, CARD_BYTES);
  return path;
}

function optionAfter(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words[at + 1];
}
