// `ingot update`: a signed image to running devices over the network. Each starts it on trial, and goes back by itself
// if it is not confirmed. How an image travels is flash-tool/smp.

import { readFileSync } from "node:fs";
import { SmpClient } from "../../flash-tool/smp/client.ts";
import { installImage } from "../../flash-tool/smp/install.ts";
import { waitForOutcome } from "../../flash-tool/smp/outcome.ts";
import { openUdp } from "../../flash-tool/smp/udp.ts";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { readSignedImage, type SignedImage } from "../image/mcuboot-read.ts";
import { type Command, type CommandArguments, flagOption } from "./command.ts";
import { deviceAddress } from "./device-address.ts";
import { progressPrinter } from "./flash-progress.ts";
import { requireFile } from "./words.ts";

export const command: Command = {
  name: "update",
  summary: "send a signed image to a running device over the network, on trial",
  usage: "ingot update IMAGE DEVICE... [options]",
  description: [
    "IMAGE is a signed image (NAME.signed.bin), DEVICE an address with or without a port (default 1337/udp). Devices are",
    "updated one after the other; the first one that does not confirm its image ends the command.",
  ].join("\n"),
  options: {
    upgrade: { type: "boolean", help: "only to a higher version than the one that runs" },
    "no-wait": { type: "boolean", help: "do not wait until the device has confirmed the image" },
    json: { type: "boolean", help: "print events as lines of JSON on stdout" },
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  const [file, ...devices] = args.positionals;
  if (file === undefined || devices.length === 0) {
    throw usageProblem("E0003", "an update needs an image and a device", `write \`${command.usage}\``);
  }
  requireFile(file, "a signed image, such as build/NAME.signed.bin");
  const bytes = new Uint8Array(readFileSync(file));
  const image = readSignedImage(bytes, file);
  for (const device of devices) {
    if (!flagOption(args, "json")) {
      process.stderr.write(`Sending ${displayPath(file)}, version ${image.version}, to ${device}\n`);
    }
    await updateDevice(device, bytes, image, args);
  }
  return 0;
}

async function updateDevice(
  device: string,
  bytes: Uint8Array,
  image: SignedImage,
  args: CommandArguments,
): Promise<void> {
  const json = flagOption(args, "json");
  const { host, port } = deviceAddress(device);
  const wire = await openUdp(host, port);
  try {
    const client = new SmpClient(wire);
    const onProgress = progressPrinter(process.stderr, json);
    const done = await installImage(client, wire, bytes, image, {
      mode: "test",
      upgrade: flagOption(args, "upgrade"),
      onProgress,
    });
    if (flagOption(args, "no-wait")) {
      print(
        json,
        { event: "staged", device, ...done },
        `${device} restarts into ${image.version}, on trial\n`,
      );
      return;
    }
    const outcome = await waitForOutcome(client, image.hash);
    if (outcome !== "confirmed") {
      throw problem(
        "E6011",
        outcome === "rolled back"
          ? `${device} has not confirmed version ${image.version}, and runs the one before it again`
          : `${device} has not confirmed version ${image.version}`,
        "its log says why the health check failed, or what stopped it",
      );
    }
    print(
      json,
      { event: "confirmed", device, ...done },
      `${device} runs ${image.version}, and has confirmed it\n`,
    );
  } finally {
    await wire.close();
  }
}

function print(json: boolean, event: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(event)}\n` : text);
}
