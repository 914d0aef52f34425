// Finds devices on the local network: one-shot questions by multicast DNS for services of type _smp._udp.
//
// RFC 6762 §5.1: a question from another port than 5353 is answered to that port. What the answers say is believed as
// far as an address; what a device is, it is asked over SMP (look.ts). IPv4 only, as the devices are.

import { createSocket } from "node:dgram";
import {
  CLASS_IN,
  DNS_RESPONSE,
  type DnsMessage,
  labelsOf,
  parseDns,
  TYPE_A,
  TYPE_PTR,
  TYPE_SRV,
  writeDns,
} from "../runtime/net/wire/dns.ts";
import { problem } from "../sdk/diagnostics/diagnostic.ts";

/** What applications announce that serve updates: ingot.config.ts, network.services. */
export const SMP_SERVICE = "_smp._udp";
const QUESTION = `${SMP_SERVICE}.local`;
/** Devices wait up to 120 ms before they answer what others may answer too; a question may be lost. */
const ASK_AGAIN_MS = 700;

export interface Found {
  /** The first label of its host name: unique on its network. */
  readonly host: string;
  /** What it calls the service. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

export interface DiscoverOptions {
  /** How long to listen. */
  readonly forMs: number;
  /** Where to ask: for tests, which cannot rely on multicast. */
  readonly group?: string;
  readonly port?: number;
}

/** The devices that answer, each once, by host name. Rejects with IngotError E0019 when nothing can be sent. */
export async function discover({
  forMs,
  group = "224.0.0.251",
  port = 5353,
}: DiscoverOptions): Promise<Found[]> {
  const found = new Map<string, Found>();
  const socket = createSocket("udp4");
  const bytes = question();
  try {
    await new Promise<void>((done, failed) => {
      const fail = (error: Error): void =>
        failed(
          problem(
            "E0019",
            `the local network cannot be asked: ${error.message}`,
            "is this computer on a network? `ingot fleet add ID --address ADDRESS` needs no asking",
          ),
        );
      const ask = (): void => socket.send(bytes, port, group, (error) => error && fail(error));
      socket.once("error", fail);
      socket.on("message", (message, from) => {
        const answer = parseDns(new Uint8Array(message));
        if (answer === null || (answer.flags & DNS_RESPONSE) === 0) return;
        for (const device of devicesIn(answer, from.address)) found.set(device.host, device);
      });
      socket.bind(0, () => {
        ask();
        const asking = setInterval(ask, ASK_AGAIN_MS);
        setTimeout(() => {
          clearInterval(asking);
          done();
        }, forMs);
      });
    });
  } finally {
    socket.close();
  }
  return [...found.values()].sort((a, b) => (a.host < b.host ? -1 : 1));
}

function question(): Uint8Array {
  const questions = [{ name: QUESTION, type: TYPE_PTR, class: CLASS_IN }];
  return writeDns({ id: 0, flags: 0, questions, answers: [], authorities: [], additionals: [] });
}

/** RFC 6763 §12.1: the answer to a PTR brings SRV and A along. Without an A, the sender is the host. */
export function devicesIn(message: DnsMessage, sender: string): Found[] {
  const records = [...message.answers, ...message.additionals];
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  return records.flatMap((pointer) => {
    if (pointer.type !== TYPE_PTR || !same(pointer.name, QUESTION)) return [];
    const service = records.find(({ type, name }) => type === TYPE_SRV && same(name, pointer.target));
    const host = service === undefined ? undefined : labelsOf(service.target)[0];
    if (service === undefined || host === undefined) return [];
    const at = records.find(({ type, name }) => type === TYPE_A && same(name, service.target));
    const address = at === undefined || at.value === 0 ? sender : dotted(at.value);
    return [{ host, name: labelsOf(pointer.target)[0] ?? host, address, port: service.value }];
  });
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}
