// What the stack is doing, as text: sockets with their states, and the counters that are not zero.

import type { StackNetwork } from "../net/stack-network.ts";
import { stateName, type Tcb } from "../net/tcp/tcb.ts";

/** A table of TCP connections, listeners and UDP ports. */
export function socketLines(network: StackNetwork): string[] {
  const rows = [["state", "local", "remote", "to send", "to read", "in flight", "window", "rtt", "again"]];
  const listening = network.tcp.inspect((tcb) => rows.push(connectionRow(tcb)));
  for (const port of listening) rows.push(["LISTEN", `${port}`, "*", "", "", "", "", "", ""]);
  for (const port of network.datagrams.openPorts()) {
    rows.push(["UDP", `${port}`, "*", "", "", "", "", "", ""]);
  }
  return table(rows);
}

function connectionRow(tcb: Tcb): string[] {
  return [
    stateName(tcb.state),
    `${tcb.localPort}`,
    endpointText(tcb.sink.addressText(tcb, true), tcb.remotePort),
    `${tcb.send.length}`,
    `${tcb.received.ring.length}`,
    `${tcb.flight()}`,
    `${Math.min(tcb.congestion.window, tcb.sndWnd)}`,
    `${tcb.roundTrip.smoothedMs.toFixed(1)} ms`,
    `${tcb.retries}`,
  ];
}

/** RFC 3986 §3.2.2: an address with colons stands in brackets. */
function endpointText(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

/** "name value" for every counter of interface and TCP that is not zero. */
export function counterLines(network: StackNetwork): string[] {
  const counters: [string, number][] = [
    ...Object.entries(network.link.counters),
    ...Object.entries(network.tcp.counters),
  ];
  return counters.filter(([, value]) => value > 0).map(([name, value]) => `${name} ${value}`);
}

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}
