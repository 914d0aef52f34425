// `ingot fleet status`: what each device runs and what it should run, asked of the devices themselves.

import { type FleetDevice, groupIn, type Inventory, withDevice } from "../../fleet/inventory.ts";
import { inParallel, type Look, lookAt } from "../../fleet/look.ts";
import { targetOf } from "../../fleet/targets.ts";
import type { CommandArguments } from "./command.ts";
import { deviceAddress } from "./device-address.ts";
import { chosenDevices, columns, keepInventory, openInventory, requireWords, say } from "./fleet-output.ts";

const AT_A_TIME = 16;

export async function status(args: CommandArguments, words: readonly string[]): Promise<number> {
  requireWords(words, "status [--group GROUP]", 0, 0);
  const { file, inventory } = openInventory(args);
  const devices = chosenDevices(args, inventory, groupIn);
  const looks = await inParallel(devices, AT_A_TIME, ({ address }) =>
    address === undefined ? Promise.resolve(undefined) : lookAt(deviceAddress(address)),
  );
  let next: Inventory = inventory;
  const lines = devices.map((device, i) => {
    const look = looks[i];
    if (look !== undefined) next = withDevice(next, { ...device, seen: look.seen });
    return statusOf(inventory, device, look);
  });
  if (next !== inventory) keepInventory(file, next);
  if (args.values.json === true) {
    for (const line of lines) say(args, line, "");
    return 0;
  }
  const rows = lines.map(({ id, group, runs, release, state }) => [id, group, runs, release, state]);
  for (const line of columns([["ID", "GROUP", "RUNS", "RELEASE", "STATE"], ...rows])) {
    process.stdout.write(`${line}\n`);
  }
  const count = (state: string): number => lines.filter((line) => line.state === state).length;
  process.stdout.write(
    `${devices.length} ${devices.length === 1 ? "device" : "devices"}, ${count("up to date")} up to date, ${devices.length - looks.filter(Boolean).length} silent\n`,
  );
  return 0;
}

interface DeviceStatus {
  readonly id: string;
  readonly group: string;
  readonly runs: string;
  readonly release: string;
  readonly state: string;
  readonly answers: boolean;
  readonly seenAt: string | null;
}

function statusOf(inventory: Inventory, device: FleetDevice, look: Look | undefined): DeviceStatus {
  const { id, group, board } = device;
  const seen = look?.seen ?? device.seen;
  const { release, isItsTurn } = targetOf(inventory, device);
  const isCurrent = seen !== undefined && release !== undefined && seen.hash === release.hash;
  const state =
    look === undefined
      ? `no answer${seen === undefined ? "" : ` since ${seen.at.slice(0, 16).replace("T", " ")}`}`
      : look.board !== "" && look.board !== board
        ? `is a ${look.board}, not a ${board}`
        : !look.seen.confirmed
          ? "on trial"
          : release === undefined
            ? "nothing released"
            : isCurrent
              ? "up to date"
              : isItsTurn
                ? "to be updated"
                : "not its turn";
  return {
    id,
    group,
    runs: seen?.version ?? "-",
    release: release?.version ?? "-",
    state,
    answers: look !== undefined,
    seenAt: seen?.at ?? null,
  };
}
