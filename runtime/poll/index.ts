// The public module `ingot/poll`: a device fetches its updates itself, from any web server or store that serves files.
//
// So any number of devices needs no server of ours. Devices do not ask at the same time. Only http://: nothing is secret,
// and what is fetched is signed. What one look does is in poller.ts, requests are in get.ts; `ingot publish` makes what it finds.

import type { Transport } from "../net/transport.ts";
import type { DeviceUpdates } from "../update/device.ts";
import { getOver } from "./get.ts";
import { type PollOutcome, UpdatePoller } from "./poller.ts";

export { type PollOutcome, UpdatePoller } from "./poller.ts";

export interface PollOptions {
  /** Of the index, http://HOST/.../NAME.index. */
  readonly url: string;
  /** What names this device among others, for staged rollouts: its address on the network, or its chip's identification. */
  readonly device: string;
  /** Between two looks, about: each wait is a quarter shorter or longer, by chance. Default: an hour. */
  readonly everyMs?: number;
  /** An image is there: restarts the board, which then tries it. */
  readonly restart: () => void;
  /** What became of each look. */
  readonly onLook?: (outcome: PollOutcome) => void;
  /** Default: the network of the application. */
  readonly transport?: Transport;
}

const HOUR_MS = 3_600_000;

/** Looks for updates until one is there; the first time after a part of the time between looks. Rejects as the card does. */
export async function pollUpdates(updates: DeviceUpdates, options: PollOptions): Promise<void> {
  const { url, device, everyMs = HOUR_MS, restart, onLook } = options;
  const poller = new UpdatePoller(updates, { url, device, get: getOver(options.transport) });
  let wait = everyMs * Math.random();
  while (true) {
    await new Promise<void>((resolve) => setTimeout(resolve, wait));
    const outcome = await poller.look();
    if (onLook !== undefined) onLook(outcome);
    if (outcome === "staged") break;
    wait = everyMs * (0.75 + Math.random() / 2);
  }
  restart();
}
