// `ingot keys send`: brings a signed list of keys to running devices, over SMP. Whether a device takes it, it decides.

import { readFileSync } from "node:fs";
import { GROUP_INGOT, KEYS, SmpClient, WRITE } from "../../flash-tool/smp/client.ts";
import { openUdp } from "../../flash-tool/smp/udp.ts";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { KEY_LIST_BYTES } from "../keys/key-list.ts";
import { type CommandArguments, flagOption } from "./command.ts";
import { deviceAddress } from "./device-address.ts";
import { requireFile } from "./words.ts";

/** A device verifies the program that it runs by the new keys, and writes every copy: seconds. */
const PATIENCE = { timeoutMs: 15_000, tries: 3 };
const REFUSALS: Readonly<Record<number, readonly [string, string]>> = {
  6: [
    "by these keys its program would not start any more",
    "update it first, with an image signed by one of them",
  ],
  8: [
    "it takes no lists of keys",
    "its program must be one of a card with Ingot's loader, built with --root",
  ],
  11: ["the list is not signed by its root key", "name the list that `ingot keys rotate` made with that key"],
  12: ["it has a list of this version or a higher one", "make the next one: `ingot keys rotate LIST`"],
};

export async function sendKeys(
  args: CommandArguments,
  [file, ...devices]: readonly string[],
): Promise<number> {
  if (file === undefined || devices.length === 0) {
    throw usageProblem("E0003", "a list and a device are needed", "write `ingot keys send LIST DEVICE...`");
  }
  requireFile(file, "a list of keys that `ingot keys rotate` made");
  const list = new Uint8Array(readFileSync(file));
  if (list.length !== KEY_LIST_BYTES) {
    throw problem(
      "E6006",
      `a list of keys has ${KEY_LIST_BYTES} bytes, not ${list.length}`,
      "make it with `ingot keys rotate`",
      {
        file,
      },
    );
  }
  for (const device of devices) {
    const { host, port } = deviceAddress(device);
    const wire = await openUdp(host, port);
    try {
      await send(new SmpClient(wire), device, list);
    } finally {
      await wire.close();
    }
    process.stdout.write(
      flagOption(args, "json")
        ? `${JSON.stringify({ event: "keys", device, file })}\n`
        : `${device} goes by ${displayPath(file)}\n`,
    );
  }
  return 0;
}

async function send(client: SmpClient, device: string, list: Uint8Array): Promise<void> {
  const answer = await client.tryAsk(WRITE, GROUP_INGOT, KEYS, { list }, PATIENCE);
  if (answer === undefined) {
    throw problem("E6010", `${device} does not answer`, "is it on, and does its program serve updates?");
  }
  const code = answer.get("rc");
  if (code === undefined || code === 0) return;
  // Asked twice, because the first answer was lost, it says "not newer".
  if (code === 12 && client.resent > 0) return;
  const [why, remedy] = REFUSALS[Number(code)] ?? [`SMP code ${String(code)}`, "look at its log"];
  throw problem("E6011", `${device} refuses: ${why}`, remedy);
}
