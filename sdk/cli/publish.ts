// `ingot publish`: puts a signed image and its index into a folder that a web server serves, for devices that fetch their
// updates. Copies and signs; bringing the folder to the server is the user's.

import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { readSignedImage, signerOf } from "../image/mcuboot-read.ts";
import { sequenceOf, writeUpdateIndex } from "../image/update-index.ts";
import { type Command, type CommandArguments, flagOption, textOption } from "./command.ts";
import { chosenSigner, SIGNING_OPTIONS } from "./signing.ts";
import { requireFile } from "./words.ts";

const CHANNEL = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export const command: Command = {
  name: "publish",
  summary: "put a signed image into a folder from which devices fetch their updates",
  usage: "ingot publish IMAGE FOLDER [options]",
  description: [
    "Writes FOLDER/CHANNEL.index, signed, and the image beside it. Any web server can serve the folder over http://;",
    "devices look there by `pollUpdates` of ingot/poll. With --percent, so many of the devices take the image; published",
    "again with a higher number, the same ones and more. The key must be the one that has signed the image.",
  ].join("\n"),
  options: {
    channel: { type: "string", value: "NAME", help: "name of the index (default: APP-BOARD)" },
    percent: { type: "string", value: "NUMBER", help: "of the devices, 0 to 100 (default: 100)" },
    ...SIGNING_OPTIONS,
    json: { type: "boolean", help: "print JSON" },
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  const [file, folder, ...more] = args.positionals;
  if (file === undefined || folder === undefined || more.length > 0) {
    throw usageProblem("E0003", "an image and a folder are needed", `write \`${command.usage}\``);
  }
  const percent = percentOf(textOption(args, "percent") ?? "100");
  requireFile(file, "a signed image, such as build/NAME.signed.bin");
  const bytes = new Uint8Array(readFileSync(file));
  const image = readSignedImage(bytes, file);
  const signer = chosenSigner(args);
  if (signerOf(image, [signer.publicKey]) === undefined) {
    throw problem(
      "E6005",
      "the image is damaged, or signed by another key than the index would be",
      "give --key as for the build",
      {
        file,
      },
    );
  }
  const app = image.provenance?.app ?? "image";
  const channel = textOption(args, "channel") ?? `${app}-${image.board}`;
  if (!CHANNEL.test(channel)) {
    throw usageProblem("E0002", `--channel cannot be "${channel}"`, "use letters, digits, dots and hyphens");
  }
  mkdirSync(folder, { recursive: true });
  const index = join(folder, `${channel}.index`);
  const sequence = (existsSync(index) ? sequenceOf(readFileSync(index, "latin1")) : 0) + 1;
  // Named by its content: a device that is in the middle of the one before still finds that.
  const name = `${channel}-${Buffer.from(image.hash).toString("hex").slice(0, 16)}.bin`;
  copyFileSync(file, join(folder, name));
  const text = writeUpdateIndex({ sequence, file: name, image, fileBytes: bytes.length, percent }, signer);
  // A server may read it at any moment.
  writeFileSync(`${index}.new`, text, "latin1");
  renameSync(`${index}.new`, index);
  process.stdout.write(
    flagOption(args, "json")
      ? `${JSON.stringify({ index, image: name, version: image.version, sequence, percent })}\n`
      : `${displayPath(index)}: version ${image.version} for ${percent} % of the devices, change ${sequence}\n`,
  );
  return 0;
}

function percentOf(text: string): number {
  const percent = Number(text);
  if (/^\d+$/.test(text) && percent <= 100) return percent;
  throw usageProblem("E0002", `--percent cannot be "${text}"`, "write a whole number from 0 to 100");
}
