// Sends a release to the devices of a group over SMP, several at a time, and stops when one fails.
//
// Each device counts only once it has confirmed the image. Which devices, the caller says.

import { SmpClient } from "../flash-tool/smp/client.ts";
import { installImage, listImages } from "../flash-tool/smp/install.ts";
import { outcomeIn, waitForOutcome } from "../flash-tool/smp/outcome.ts";
import { openUdp } from "../flash-tool/smp/udp.ts";
import { IngotError } from "../sdk/diagnostics/diagnostic.ts";
import type { PublishableImage } from "../sdk/publish-image.ts";
import type { DeviceAddress } from "./look.ts";

/** "current": it ran the image already. "not tried": another one had failed before. */
export type Delivery = "confirmed" | "current" | "failed" | "not tried";

export interface Delivered {
  readonly id: string;
  readonly result: Delivery;
  /** Why it failed. */
  readonly why?: string;
}

export interface Recipient {
  readonly id: string;
  readonly address: DeviceAddress;
  readonly image: PublishableImage;
}

export interface DeliverOptions {
  /** So many at a time. */
  readonly parallel: number;
  readonly onDone?: (delivered: Delivered) => void;
  /** How long a device has for its trial. */
  readonly limitMs?: number;
}

/** Sends each recipient its image. After the first failure no further device is begun; those begun are seen through. */
export async function deliver(
  recipients: readonly Recipient[],
  { parallel, onDone = () => {}, limitMs }: DeliverOptions,
): Promise<Delivered[]> {
  const results: Delivered[] = [];
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < recipients.length) {
      const recipient = recipients[next++]!;
      const { id } = recipient;
      const delivered: Delivered = failed ? { id, result: "not tried" } : await deliverTo(recipient, limitMs);
      if (delivered.result === "failed") failed = true;
      results.push(delivered);
      onDone(delivered);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, worker));
  return results;
}

async function deliverTo({ id, address, image }: Recipient, limitMs?: number): Promise<Delivered> {
  try {
    const wire = await openUdp(address.host, address.port);
    try {
      const client = new SmpClient(wire);
      if (outcomeIn(await listImages(client), image.image.hash) === "confirmed")
        return { id, result: "current" };
      await installImage(client, wire, image.bytes, image.image, { mode: "test" });
      const outcome = await waitForOutcome(
        client,
        image.image.hash,
        limitMs === undefined ? {} : { limitMs },
      );
      if (outcome === "confirmed") return { id, result: "confirmed" };
      const why =
        outcome === "rolled back" ? "it went back to the version before" : "it has not confirmed it";
      return { id, result: "failed", why };
    } finally {
      await wire.close();
    }
  } catch (error) {
    if (error instanceof IngotError) return { id, result: "failed", why: error.diagnostics[0]!.message };
    throw error;
  }
}
