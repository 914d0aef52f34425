// What `ingot run` may be told about the emulated board's surroundings: options of the command line into options of the
// emulator. Everything that can be wrong with them is said before anything is built.

import { closeSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import type { Forward } from "../emulator/index.ts";
import { type CommandArguments, type CommandOption, flagOption, textOption } from "./command.ts";
import { choiceOption } from "./words.ts";

/** What the emulated board is plugged into. */
export interface Surroundings {
  readonly network: boolean;
  readonly forwards: readonly Forward[];
  readonly pcap: string | undefined;
  readonly pty: boolean;
  readonly gdb: boolean;
  readonly tracePins: boolean;
}

export const SURROUNDINGS_OPTIONS: Readonly<Record<string, CommandOption>> = {
  "no-network": { type: "boolean", help: "unplug the board's Ethernet" },
  forward: {
    type: "string",
    multiple: true,
    value: "HOST:BOARD",
    help: "pass TCP connections to port HOST of 127.0.0.1 on to port BOARD (repeatable)",
  },
  pcap: {
    type: "string",
    value: "FILE",
    help: "write every Ethernet frame to FILE, for Wireshark or tshark",
  },
  serial: { type: "string", value: "pty", help: "put the console on a pseudo-terminal and print its name" },
  gdb: { type: "boolean", help: "wait for gdb before the first instruction, and print how to connect" },
  "trace-pins": { type: "boolean", help: "print what happens at the pins, where the emulator logs it" },
};

/**
 * Reads and checks the options. Throws IngotError E0002 (exit code 2) for values that make no sense and E0008 for a
 * capture that cannot be written; rejects with E0019 for a port of this computer that is in use.
 */
export async function surroundings(args: CommandArguments): Promise<Surroundings> {
  const network = !flagOption(args, "no-network");
  const given = args.values.forward;
  const forwards = (Array.isArray(given) ? given : []).map((text) => parseForward(String(text)));
  const pcap = textOption(args, "pcap");
  if (!network && (forwards.length > 0 || pcap !== undefined)) {
    const what = forwards.length > 0 ? "--forward" : "--pcap";
    throw usageProblem(
      "E0002",
      `${what} needs the network that --no-network unplugs`,
      "leave one of them out",
    );
  }
  const pty = choiceOption(args, "serial", ["pty"]) === "pty";
  await requireFreePorts(forwards);
  if (pcap !== undefined) requireWritable(pcap);
  return {
    network,
    forwards,
    pcap,
    pty,
    gdb: flagOption(args, "gdb"),
    tracePins: flagOption(args, "trace-pins"),
  };
}

function parseForward(text: string): Forward {
  const [, host, guest] = /^([0-9]+):([0-9]+)$/.exec(text) ?? [];
  const [hostPort, guestPort] = [Number(host), Number(guest)];
  if (isPort(hostPort) && isPort(guestPort)) return { hostPort, guestPort };
  throw usageProblem(
    "E0002",
    `--forward cannot be "${text}"`,
    "write a port of this computer and one of the board, 1 to 65535, as in --forward 8080:80",
  );
}

function isPort(value: number): boolean {
  return value >= 1 && value <= 65_535;
}

async function requireFreePorts(forwards: readonly Forward[]): Promise<void> {
  const ports = forwards.map(({ hostPort }) => hostPort);
  const twice = ports.find((port, i) => ports.indexOf(port) !== i);
  if (twice !== undefined) {
    throw usageProblem(
      "E0002",
      `port ${twice} is forwarded twice`,
      "forward each port of this computer once",
    );
  }
  for (const port of ports) {
    const why = await listenProblem(port);
    if (why === null) continue;
    throw problem(
      "E0019",
      `port ${port} of this computer cannot be used: ${why}`,
      "choose another for --forward",
    );
  }
}

/** Why nobody can listen on `port` of the loopback address, or null. */
function listenProblem(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code === "EADDRINUSE" ? "another program has it" : error.message);
    });
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(null)));
  });
}

function requireWritable(path: string): void {
  try {
    closeSync(openSync(path, "w"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw problem("E0008", `${path} cannot be written: ${why}`, "give --pcap a file in a folder that exists");
  }
}
