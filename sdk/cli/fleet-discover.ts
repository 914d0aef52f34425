// `ingot fleet discover`: devices of the local network that announce themselves, and which of them are new.

import { SMP_PORT } from "../../flash-tool/smp/udp.ts";
import { discover, type Found, SMP_SERVICE } from "../../fleet/discover.ts";
import {
  DEFAULT_GROUP,
  type FleetDevice,
  groupIn,
  type Inventory,
  withDevice,
} from "../../fleet/inventory.ts";
import { inParallel, type Look, lookAt } from "../../fleet/look.ts";
import { type CommandArguments, flagOption, textOption } from "./command.ts";
import { countOption } from "./fleet.ts";
import { keepInventory, openInventory, requireWords, say } from "./fleet-output.ts";

const AT_A_TIME = 8;

export async function discoverDevices(args: CommandArguments, words: readonly string[]): Promise<number> {
  requireWords(words, "discover [--add]", 0, 0);
  const seconds = countOption(args, "seconds", 3, 600);
  const group = textOption(args, "group") ?? DEFAULT_GROUP;
  const { file, inventory } = openInventory(args, true);
  groupIn(inventory, group);
  const found = await discover({ forMs: seconds * 1000 });
  const looks = await inParallel(found, AT_A_TIME, ({ address, port }) => lookAt({ host: address, port }));
  let next: Inventory = inventory;
  for (const [i, device] of found.entries()) next = take(args, next, device, looks[i], group);
  if (next !== inventory) keepInventory(file, next);
  if (found.length === 0) {
    process.stderr.write(
      `nobody has answered for ${seconds} seconds. Devices announce themselves with\n` +
        `network: { services: { "${SMP_SERVICE}": ${SMP_PORT} } } in ingot.config.ts; routers do not pass this on.\n`,
    );
  }
  return 0;
}

/** Says what was found; the inventory with it if it is to be noted. A new address of a known device is noted always. */
function take(
  args: CommandArguments,
  inventory: Inventory,
  { host, name, address, port }: Found,
  look: Look | undefined,
  group: string,
): Inventory {
  const where = port === SMP_PORT ? address : `${address}:${port}`;
  const known = inventory.devices.find(({ id }) => id === host);
  const board = look?.board ?? "";
  const event = { event: "found", id: host, name, address: where, board, known: known !== undefined };
  const version = look === undefined ? "does not answer" : `version ${look.seen.version}`;
  const text = `${host}: ${board || "unknown board"} at ${where}, ${version}`;
  if (known !== undefined) {
    say(args, event, `${text}, in group ${known.group}`);
    return withDevice(inventory, {
      ...known,
      address: where,
      ...(look === undefined ? {} : { seen: look.seen }),
    });
  }
  const isNoted = flagOption(args, "add") && look !== undefined && board !== "";
  say(args, { ...event, added: isNoted }, `${text}, ${isNoted ? `added to group ${group}` : "new"}`);
  if (!isNoted) return inventory;
  const device: FleetDevice = { id: host, board, name, address: where, group, seen: look.seen };
  return withDevice(inventory, device);
}
