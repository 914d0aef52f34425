// `ingot flash`: the conversation around flash-tool/. Lists disks, asks before it destroys, shows progress.
//
// What may be written and how is decided in flash-tool/; nothing here touches a disk.

import { createInterface } from "node:readline/promises";
import { type Disk, describeDisk, formatBytes } from "../../flash-tool/devices/disk.ts";
import {
  candidateDisks,
  type FlashPlan,
  type FlashReport,
  planFlash,
  runFlash,
} from "../../flash-tool/flash.ts";
import { IngotError, problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { type Command, type CommandArguments, flagOption, textOption } from "./command.ts";
import { progressPrinter } from "./flash-progress.ts";

export const command: Command = {
  name: "flash",
  summary: "write an image to an SD card or a file, and read it back",
  usage:
    "ingot flash IMAGE TARGET [options]\ningot flash IMAGE\ningot flash --serial PORT IMAGE [--baud RATE] [--fast RATE]",
  description: [
    "TARGET is a whole disk (/dev/sdX, /dev/mmcblkN) or a file. Without TARGET, the disks that could be meant are",
    "listed and nothing is written. Only what the image defines is written (all of it, when there is no block map",
    "IMAGE.bmap), then it is read back and compared. System disks and disks in use are always refused.",
    "",
    "With --serial, a board takes IMAGE over its serial console: start the command, then reset the board. A board with",
    "Ingot's loader takes a signed image (NAME.signed.bin); one that has only a stock U-Boot takes the image of a whole",
    "card (NAME.img), and U-Boot writes that to the card in its slot. One that has nothing to start from is given U-Boot",
    "over USB with --fel, by the tool sunxi-fel.",
  ].join("\n"),
  options: {
    "verify-only": { type: "boolean", help: "compare TARGET with IMAGE, write nothing" },
    serial: { type: "string", value: "PORT", help: "send the image over this serial port" },
    baud: {
      type: "string",
      value: "RATE",
      help: "with --serial: the speed of the console (default: 115200)",
    },
    fast: {
      type: "string",
      value: "RATE",
      help: "with --serial: the speed of transfers, where it can be raised (1500000)",
    },
    fel: {
      type: "string",
      value: "BOARD",
      help: "with --serial: start this board's U-Boot over USB first",
    },
    yes: { type: "boolean", short: "y", help: "do not ask for the name of the disk" },
    json: { type: "boolean", help: "print events as lines of JSON on stdout" },
    "force-fixed": { type: "boolean", help: "accept a disk that does not call itself removable" },
    "force-large": { type: "boolean", help: "accept a disk larger than 256 GiB" },
    "force-file": { type: "boolean", help: "replace a file that does not look like an image" },
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  try {
    return await flash(args);
  } catch (error) {
    if (error instanceof IngotError && flagOption(args, "json")) {
      print({ event: "error", diagnostics: error.diagnostics });
    }
    throw error;
  }
}

async function flash(args: CommandArguments): Promise<number> {
  const serial = textOption(args, "serial");
  if (serial !== undefined) return (await import("./flash-serial.ts")).flashSerial(args, serial);
  const lone = ["baud", "fast", "fel"].find((name) => textOption(args, name) !== undefined);
  if (lone !== undefined) {
    throw usageProblem("E0004", `--${lone} goes with --serial`, "name the port with --serial PORT");
  }
  const [image, target, ...rest] = args.positionals;
  const json = flagOption(args, "json");
  if (image === undefined) {
    throw usageProblem("E0003", "no image was named", "write `ingot flash IMAGE TARGET`");
  }
  if (rest.length > 0) {
    throw usageProblem(
      "E0004",
      `\`ingot flash\` takes an image and one target, not also ${rest.join(" ")}`,
      "flash one card after the other",
    );
  }
  if (target === undefined) {
    listCandidates(image, json);
    throw usageProblem("E5002", "no target was named", `write \`ingot flash ${displayPath(image)} TARGET\``);
  }
  const plan = await planFlash({
    image,
    target,
    verifyOnly: flagOption(args, "verify-only"),
    allow: {
      fixed: flagOption(args, "force-fixed"),
      large: flagOption(args, "force-large"),
      file: flagOption(args, "force-file"),
    },
  });
  announce(plan, json);
  if (!plan.request.verifyOnly && plan.target.kind === "disk" && !flagOption(args, "yes")) {
    await confirm(plan.target.disk);
  }
  const report = await runFlash(plan, progressPrinter(process.stderr, json));
  conclude(plan, report, json);
  return 0;
}

function listCandidates(image: string, json: boolean): void {
  const disks = candidateDisks();
  if (json) {
    print({ event: "candidates", disks: disks.map(diskFacts) });
    return;
  }
  if (disks.length === 0) {
    process.stdout.write("No removable disk is in this machine.\n");
    return;
  }
  process.stdout.write("Removable disks in this machine:\n");
  for (const disk of disks) {
    const mounts = disk.uses.flatMap((use) => (use.kind === "mount" ? [use.mountPoint] : []));
    const note = mounts.length === 0 ? "" : `  (mounted on ${mounts.join(", ")}: unmount it first)`;
    process.stdout.write(`  ingot flash ${displayPath(image)} ${disk.path}   ${describeDisk(disk)}${note}\n`);
  }
}

function announce(plan: FlashPlan, json: boolean): void {
  const { target, request, imageBytes, mappedBytes, isMapped } = plan;
  const verifyOnly = request.verifyOnly === true;
  if (json) {
    const disk = target.kind === "disk" ? { disk: diskFacts(target.disk) } : {};
    print({
      event: "start",
      image: request.image,
      target: target.path,
      verifyOnly,
      imageBytes,
      mappedBytes,
      ...disk,
    });
    return;
  }
  const name =
    target.kind === "disk" ? `${target.path}, ${describeDisk(target.disk)}` : displayPath(target.path);
  const size = formatBytes(imageBytes);
  const part = isMapped ? `${formatBytes(mappedBytes)} of ${size}` : `all ${size}`;
  const verb = verifyOnly ? "Comparing" : "Writing";
  const link = verifyOnly ? "with" : "to";
  process.stderr.write(`${verb} ${displayPath(request.image)} (${part}) ${link} ${name}\n`);
}

/** The name must be typed, because "y" is typed before one has read what is going to be erased. */
async function confirm(disk: Disk): Promise<void> {
  if (process.stdin.isTTY !== true) {
    throw problem(
      "E5021",
      `writing to ${disk.path} was not confirmed: there is no terminal to ask on`,
      "add --yes",
      {
        exitCode: 2,
      },
    );
  }
  process.stderr.write(`This destroys what is on ${describeDisk(disk)}.\n`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`Type ${disk.name} to go on: `);
    if (answer.trim() !== disk.name) throw notConfirmed(disk);
  } finally {
    terminal.close();
  }
}

function notConfirmed(disk: Disk): IngotError {
  return problem(
    "E5021",
    `nothing was written: the answer was not ${disk.name}`,
    "type the name of the disk, or press Ctrl-C",
  );
}

function conclude(plan: FlashPlan, report: FlashReport, json: boolean): void {
  if (json) {
    print({ event: "done", ...report });
    return;
  }
  for (const note of report.notes) process.stderr.write(`note: ${note}\n`);
  const verified = formatBytes(report.verifiedBytes);
  const path = displayPath(plan.target.path);
  process.stdout.write(
    plan.request.verifyOnly === true
      ? `${path} holds the image: ${verified} compared\n`
      : `Wrote ${formatBytes(report.writtenBytes)} to ${path}, read back and compared ${verified}\n`,
  );
}

function diskFacts({ path, name, sizeBytes, model, uses }: Disk) {
  return { path, name, sizeBytes, model, uses };
}

function print(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
