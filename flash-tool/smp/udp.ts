// SMP over UDP: one message is one datagram, without framing. Zephyr documentation, "SMP UDP transport".

import { createSocket } from "node:dgram";
import { problem } from "../../sdk/diagnostics/diagnostic.ts";
import type { Transport } from "./transport.ts";

/** Where devices listen. */
export const SMP_PORT = 1337;
/** Ethernet's 1500 bytes without the heads of IPv4 and UDP: larger datagrams are cut in pieces, of which none may be lost. */
const LARGEST_DATAGRAM = 1472;

/** A wire to `host`. Rejects with IngotError E6010 when there is no such host. */
export async function openUdp(host: string, port: number = SMP_PORT): Promise<Transport> {
  const socket = createSocket({ type: host.includes(":") ? "udp6" : "udp4" });
  // Nobody listening there yet is no reason to stop: a device that restarts is away for seconds.
  socket.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.connect(port, host, (error?: Error) => {
      if (!error) return;
      socket.close();
      reject(
        problem(
          "E6010",
          `${host} is not found: ${error.message}`,
          "give the device's address, as in 192.168.1.20",
        ),
      );
    });
  });
  let isOpen = true;
  return {
    largestMessage: LARGEST_DATAGRAM,
    send(message) {
      if (isOpen) socket.send(message);
    },
    onMessage(receiver) {
      socket.removeAllListeners("message");
      socket.on("message", (bytes) => receiver(new Uint8Array(bytes)));
    },
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}
