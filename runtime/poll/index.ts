// The public module `ingot/poll`: a device fetches its updates itself, from any web server or store that serves files.
//
// So any number of devices needs no server of ours. Devices do not ask at the same time. Only http://: nothing is secret,
// and what is fetched is signed. What one look does is in poller.ts; `ingot publish` makes what it finds.

import { fetch } from "../http/index.ts";
import type { DeviceUpdates } from "../update/device.ts";
import { type PollOutcome, type Reply, UpdatePoller } from "./poller.ts";

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
}

const HOUR_MS = 3_600_000;
/** An index has some hundred bytes, a piece 64 KiB. */
const MOST_BYTES = 131_072;

/** Looks for updates until one is there; the first time after a part of the time between looks. Rejects as the card does. */
export async function pollUpdates(updates: DeviceUpdates, options: PollOptions): Promise<void> {
  const { url, device, everyMs = HOUR_MS, restart, onLook } = options;
  const poller = new UpdatePoller(updates, { url, device, get });
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

async function get(url: string, headers: Readonly<Record<string, string>>): Promise<Reply> {
  const response = await fetch(url, { headers, maxBodyBytes: MOST_BYTES });
  // A server that knows no ranges sends the whole image for one: too much at a time, and refused by the limit.
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, bytes };
}
