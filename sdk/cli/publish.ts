// `ingot publish`: puts a signed image and its index into a folder that a web server serves, for devices that fetch their
// updates. Copies and signs; bringing the folder to the server is the user's.

import { usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { contentName, placeImage, placeIndex, readPublishable } from "../publish-image.ts";
import { type Command, type CommandArguments, flagOption, textOption } from "./command.ts";
import { chosenSigner, SIGNING_OPTIONS } from "./signing.ts";
import { percentOf, requireFile } from "./words.ts";

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
  const percent = percentOf("--percent", textOption(args, "percent") ?? "100");
  requireFile(file, "a signed image, such as build/NAME.signed.bin");
  const signer = chosenSigner(args);
  const publishable = readPublishable(file, signer);
  const { image } = publishable;
  const app = image.provenance?.app ?? "image";
  const channel = textOption(args, "channel") ?? `${app}-${image.board}`;
  if (!CHANNEL.test(channel)) {
    throw usageProblem("E0002", `--channel cannot be "${channel}"`, "use letters, digits, dots and hyphens");
  }
  const name = contentName(channel, image);
  placeImage(folder, name, publishable);
  const { path: index, sequence } = placeIndex(folder, publishable, { channel, name, percent }, signer);
  process.stdout.write(
    flagOption(args, "json")
      ? `${JSON.stringify({ index, image: name, version: image.version, sequence, percent })}\n`
      : `${displayPath(index)}: version ${image.version} for ${percent} % of the devices, change ${sequence}\n`,
  );
  return 0;
}
