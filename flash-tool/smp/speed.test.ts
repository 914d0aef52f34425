// The speed of a transfer: agreed with a loader, and given up again on a cable that does not carry it.

import { describe, expect, it } from "vitest";
import { CborMap } from "../../runtime/smp/cbor.ts";
import { decodeMessage, encodeMessage } from "../../runtime/smp/message.ts";
import { SmpClient } from "./client.ts";
import { raiseSpeed } from "./speed.ts";

const USUAL = 115_200;

/** A loader and a port at its console, which understand each other at equal speeds of at most `carries`. */
function line(carries: number, knows: readonly number[]) {
  let [port, loader] = [USUAL, USUAL];
  let receive: (message: Uint8Array) => void = () => {};
  const isHeard = () => port === loader && port <= carries;
  const transport = {
    largestMessage: 1000,
    send(message: Uint8Array) {
      if (!isHeard()) return;
      const request = decodeMessage(message)!;
      const rate = request.payload.get("rate");
      const isKnown = typeof rate === "number" && knows.includes(rate);
      const payload = CborMap.of(request.group === 0 ? { r: "ingot" } : isKnown ? {} : { rc: 8 });
      queueMicrotask(() => receive(encodeMessage({ ...request, operation: 3, payload })));
      if (!isKnown) return;
      queueMicrotask(() => {
        loader = rate;
      });
      // It comes back by itself when nothing is understood.
      setTimeout(() => {
        if (!isHeard()) loader = USUAL;
      }, 20);
    },
    onMessage(receiver: (message: Uint8Array) => void) {
      receive = receiver;
    },
    async close() {},
  };
  const speeds = {
    async setBaud(rate: number) {
      port = rate;
      return true;
    },
  };
  const client = new SmpClient(transport, { timeoutMs: 50, tries: 2 });
  return {
    raise: (rates: number[]) => raiseSpeed(speeds, client, USUAL, rates, 40),
    at: () => [port, loader],
  };
}

describe("the speed of a transfer", () => {
  it("is the first one that both sides can", async () => {
    const wire = line(4_000_000, [1_500_000, 500_000]);
    expect(await wire.raise([2_000_000, 1_500_000, 500_000])).toBe(1_500_000);
    expect(wire.at()).toEqual([1_500_000, 1_500_000]);
  });

  it("comes back to what the cable carries, on both sides", async () => {
    const wire = line(600_000, [1_500_000, 500_000]);
    expect(await wire.raise([1_500_000])).toBe(USUAL);
    expect(wire.at()).toEqual([USUAL, USUAL]);
    expect(await wire.raise([1_500_000, 500_000])).toBe(500_000);
  });

  it("stays as it is with a device that knows no speeds", async () => {
    expect(await line(4_000_000, []).raise([1_500_000])).toBe(USUAL);
  });
});
