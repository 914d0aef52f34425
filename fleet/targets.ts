// What each device of a fleet should run: the release of its group's channel for its board, if it is its turn.
//
// A device's turn at an image is a number from 0 to 99 that its id and the image's name give (runtime/poll), the same
// here and on the device. So whoever had his turn at 10 % has it at 30 %.

import { turnOf } from "../runtime/poll/update-index.ts";
import { type FleetDevice, groupIn, type Inventory, type Release } from "./inventory.ts";

export interface Target {
  /** Undefined while nothing was released to the channel for the board. */
  readonly release: Release | undefined;
  /** Whether the group's percentage takes this device in. */
  readonly isItsTurn: boolean;
}

export function targetOf(inventory: Inventory, device: FleetDevice): Target {
  const { channel, percent } = groupIn(inventory, device.group);
  const release = inventory.releases[channel]?.[device.board];
  return { release, isItsTurn: release !== undefined && turnOf(device.id, release.image) < percent };
}

/** The devices of a group that the group's percentage takes in. */
export function devicesWithTurn(inventory: Inventory, group: string): FleetDevice[] {
  return inventory.devices.filter(
    (device) => device.group === group && targetOf(inventory, device).isItsTurn,
  );
}
