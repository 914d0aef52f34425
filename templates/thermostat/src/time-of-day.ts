// Sets the clock of the board from a time server, when the settings name one.

import { setTimeOfDay } from "ingot/loop";
import { network, SntpClient } from "ingot/net";

let server = "";
let client: SntpClient | null = null;

/** Asks `wanted` for the time from now on, and again and again; "" for nobody. */
export function followTimeServer(wanted: string): void {
  if (wanted === server) return;
  server = wanted;
  client?.stop();
  client = null;
  if (wanted === "") return;
  const { datagrams } = network();
  client = new SntpClient({
    datagrams,
    servers: [wanted],
    resolve: (name) => network().resolve(name),
    onTime: (unixMs) => {
      setTimeOfDay(unixMs);
      console.log(`time: ${unixMs} ms since 1970, says ${wanted}`);
    },
  });
  client.start();
}
