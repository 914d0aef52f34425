// Answers what people ask a machine that misbehaves: over HTTP on a port of its own, and on the serial console.
//
//   GET /sockets          the same as the line `sockets` on the console; without a word, a list of what there is
//   GET /ping/192.168.1.1
//   GET /capture          pcap, for as long as the client listens: curl -sN http://lamp.local:8081/capture | wireshark -k -i -
//
// There is no password: whoever reaches the port sees what the board prints and sends. Opt-in by import.

import type { Uart } from "../../hal/uart/uart.ts";
import type { Request } from "../http/request.ts";
import { Response } from "../http/response.ts";
import { serve } from "../http/server/serve.ts";
import { addSource } from "../loop/sources.ts";
import { openNetwork } from "../net/ambient.ts";
import { parseIpv4Address } from "../net/ipv4-address.ts";
import { StackNetwork } from "../net/stack-network.ts";
import type { Network } from "../net/transport.ts";
import { BootChart } from "./boot-chart.ts";
import { Capture } from "./capture.ts";
import { CommandReader } from "./command-reader.ts";
import { LogTail } from "./log-tail.ts";
import { collect, onConsoleText, taskLines } from "./machine.ts";
import { counterLines, socketLines } from "./network-report.ts";
import { ping } from "./ping.ts";

export interface DebugOptions {
  /** The port of the HTTP server. Default 8081; 0 for none. */
  readonly port?: number;
  /** The serial console, to take commands there: `board.console()`. Default: none. */
  readonly console?: Uart;
  /** Why the program started, `board.resetReason()`: shown as the last end. */
  readonly resetReason?: string;
}

const DEFAULT_PORT = 8081;
const LOG_CHARACTERS = 16_384;
const PINGS = 4;
const NO_STACK = ["the network is this computer's own, which has tools for that"];

const COMMANDS: readonly (readonly [string, string])[] = [
  ["tasks", "timers and sources that wait"],
  ["sockets", "TCP connections with their states, listeners, UDP ports"],
  ["counters", "what the network counted"],
  ["heap", "memory in use, before and after a collection"],
  ["panic", "how the program ended the last time"],
  ["log", "the last that was printed"],
  ["boot", "when things happened since the start"],
  ["ping ADDRESS", "round trips to an address"],
  ["capture", "over HTTP only: packets as a pcap stream"],
];

export class DebugService {
  private readonly options: DebugOptions;
  private readonly log = new LogTail(LOG_CHARACTERS);
  private readonly chart = new BootChart();
  private pinging = false;
  private capture: Capture | null = null;

  /** Use startDebug. */
  constructor(options: DebugOptions) {
    this.options = options;
    onConsoleText((text) => this.log.add(text));
  }

  /** Notes in the boot chart that `what` has happened now. */
  mark(what: string): void {
    this.chart.mark(what, performance.now());
  }

  /** The lines that answer a command, as typed on the console. Never rejects. */
  async answer(line: string): Promise<string[]> {
    const space = line.indexOf(" ");
    const word = space < 0 ? line : line.slice(0, space);
    switch (word) {
      case "tasks":
        return taskLines();
      case "sockets":
        return withStack(socketLines);
      case "counters":
        return withStack(counterLines);
      case "heap":
        return heapLines();
      case "panic":
        return [`this run began by: ${this.options.resetReason ?? "not told (startDebug's resetReason)"}`];
      case "log":
        return [this.log.text().trimEnd()];
      case "boot":
        return this.chart.lines();
      case "ping":
        return await this.pingLines(space < 0 ? "" : line.slice(space + 1));
      default:
        return COMMANDS.map(([name, what]) => `${name.padEnd(14)} ${what}`);
    }
  }

  /** The response to a request of the debug port. */
  async handle(request: Request): Promise<Response> {
    const path = request.pathname.slice(1);
    if (path === "capture") return this.captureResponse();
    const lines = await this.answer(path.replaceAll("/", " "));
    return new Response(`${lines.join("\n")}\n`);
  }

  private captureResponse(): Response {
    const network = openNetwork();
    if (!(network instanceof StackNetwork)) return new Response(`${NO_STACK[0]}\n`, { status: 501 });
    this.capture?.cancel();
    this.capture = new Capture(network.link, this.options.port ?? DEFAULT_PORT);
    const headers = { "content-type": "application/vnd.tcpdump.pcap", "cache-control": "no-store" };
    return new Response(null, { headers }, this.capture);
  }

  private async pingLines(host: string): Promise<string[]> {
    const network = openNetwork();
    if (!(network instanceof StackNetwork)) return NO_STACK;
    const address = parseIpv4Address(host);
    if (address === null) return ['say whom, as in "ping 192.168.1.1"'];
    if (this.pinging) return ["another ping is under way"];
    this.pinging = true;
    try {
      const times = await ping(network.link, address, PINGS);
      return times.map((ms) => (ms === null ? `${host}: no reply` : `${host}: ${ms.toFixed(2)} ms`));
    } finally {
      this.pinging = false;
    }
  }
}

function withStack(report: (network: StackNetwork) => string[]): string[] {
  const network: Network | null = openNetwork();
  return network instanceof StackNetwork ? report(network) : NO_STACK;
}

function heapLines(): string[] {
  const before = process.memoryUsage().heapUsed;
  collect();
  const after = process.memoryUsage().heapUsed;
  return [`${after} bytes live, ${before} with what was not collected yet`];
}

/** Starts answering. Rejects with NetError "address-in-use" when the port is taken. */
export async function startDebug(options: DebugOptions = {}): Promise<DebugService> {
  const service = new DebugService(options);
  service.mark("debug started");
  const port = options.port ?? DEFAULT_PORT;
  if (options.console !== undefined) {
    const obey = (line: string): void => {
      void service.answer(line).then((lines) => console.log(lines.join("\n")));
    };
    addSource(new CommandReader(options.console, obey));
  }
  if (port !== 0) {
    openNetwork()?.onAddress((address) => service.mark(`address ${address}`));
    await serve({ port }, (request) => service.handle(request));
  }
  return service;
}
