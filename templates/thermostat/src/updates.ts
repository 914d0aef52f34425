// Updates over the network: `ingot update build/thermostat.signed.bin ADDRESS`.
//
// A version that was just sent is on trial. It stays if it measures and is on the network; if not, the board starts
// again, and after three tries the version before it is back. Without Ingot's loader there are no updates.

import { board, openUpdates } from "ingot/board";
import { network } from "ingot/net";
import { serveUpdates } from "ingot/smp";

const TRIAL_MS = 30_000;

/** Serves updates, and ends the trial of this version by what `isHealthy` says once the network is there. */
export async function followUpdates(isHealthy: () => boolean): Promise<void> {
  const updates = await openUpdates();
  if (updates === undefined) return;
  await serveUpdates(updates, network().datagrams, { restart: () => board.restart(), board });
  if (!updates.onTrial) return;
  const stays = await updates.confirmWhen(async () => {
    await network().whenUp();
    return isHealthy();
  }, TRIAL_MS);
  console.log(`updates: this version ${stays ? "works, and stays" : "does not work"}`);
  if (!stays) board.restart();
}
