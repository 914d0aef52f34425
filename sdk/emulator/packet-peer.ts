// A station on the emulator's network that asks for addresses and pings, and judges every reply.
//
// Works on raw Ethernet frames over any Link; it answers ARP for its own address and nothing else. It has no
// TCP, no UDP and no address configuration: it is a measuring device, not a network stack.
import { arpFrame, BROADCAST, type EchoPacket, echoFrame, type Parsed, parseFrame } from "./frames.ts";

/** A wire: frames without the frame check sequence. A link that is not connected yet may drop what is sent. */
export interface Link {
  send(frame: Uint8Array): void;
  /** Calls `handler` for every frame that arrives, in order. One handler at a time; a new one replaces it. */
  onFrame(handler: (frame: Uint8Array) => void): void;
}

export interface PeerOptions {
  /** Hardware address of the peer; locally administered by default. */
  mac?: string;
  /** IPv4 address of the peer. */
  ip: string;
}

export interface PingOptions {
  count: number;
  /** How long to wait for each reply, in milliseconds. */
  timeoutMs?: number;
  /** Bytes of payload in each request, 0 to 1472. */
  payloadBytes?: number;
}

export interface PingReport {
  target: string;
  targetMac: string;
  sent: number;
  received: number;
  /** Round-trip times in milliseconds, one per received reply, in the order of the requests. */
  roundTripsMs: number[];
  /** What was wrong with frames that arrived meanwhile; empty when all were right. */
  faults: string[];
}

/** The target did not answer ARP, so that it has no hardware address to ping. */
export class NoAnswer extends Error {}

const ARP_TRIES = 5;

export class PacketPeer {
  readonly mac: string;
  readonly ip: string;
  /** What was wrong with arriving frames, since the peer was made. */
  readonly faults: string[] = [];
  private readonly link: Link;
  private readonly waiting = new Set<(packet: Parsed) => void>();
  private identifier = 0x1600;

  constructor(link: Link, options: PeerOptions) {
    this.link = link;
    this.mac = options.mac ?? "02:00:00:00:00:01";
    this.ip = options.ip;
    link.onFrame((frame) => this.receive(frame));
  }

  /**
   * Asks for the hardware address of `ip`, repeating the request every `timeoutMs` milliseconds, five times.
   * @throws NoAnswer
   */
  async resolve(ip: string, timeoutMs = 1000): Promise<string> {
    for (let attempt = 0; attempt < ARP_TRIES; attempt += 1) {
      const reply = this.next(
        (packet) =>
          packet.kind === "arp" && packet.operation === "reply" && packet.senderIp === ip ? packet : null,
        timeoutMs,
      );
      const { mac: senderMac, ip: senderIp } = this;
      this.link.send(
        arpFrame({ operation: "request", senderMac, senderIp, targetMac: BROADCAST, targetIp: ip }),
      );
      const packet = await reply;
      if (!packet) continue;
      if (packet.targetMac !== this.mac || packet.targetIp !== this.ip) {
        this.faults.push(`ARP reply of ${ip} is for ${packet.targetIp} at ${packet.targetMac}`);
      }
      return packet.senderMac;
    }
    throw new NoAnswer(`${ip} did not answer ${ARP_TRIES} ARP requests`);
  }

  /**
   * Sends `count` echo requests, one after the other's reply or timeout, and checks each reply: addresses,
   * identifier, sequence, payload, lengths and checksums.
   * @throws NoAnswer if the target's hardware address cannot be found
   */
  async ping(target: string, options: PingOptions): Promise<PingReport> {
    const { count, timeoutMs = 1000, payloadBytes = 56 } = options;
    const targetMac = await this.resolve(target, timeoutMs);
    const firstFault = this.faults.length;
    const roundTripsMs: number[] = [];
    this.identifier = (this.identifier + 1) & 0xffff;
    for (let sequence = 1; sequence <= count; sequence += 1) {
      const request: EchoPacket = {
        kind: "echo",
        type: "request",
        sourceMac: this.mac,
        destinationMac: targetMac,
        sourceIp: this.ip,
        destinationIp: target,
        timeToLive: 64,
        identifier: this.identifier,
        sequence,
        // Every request differs, so that a reply sent from a stale buffer is seen.
        payload: Uint8Array.from({ length: payloadBytes }, (_, i) => (i * 7 + sequence * 13) & 0xff),
      };
      const reply = this.next((packet) => this.matchingReply(packet, request), timeoutMs);
      const sentAt = performance.now();
      this.link.send(echoFrame(request));
      if (await reply) roundTripsMs.push(performance.now() - sentAt);
    }
    const faults = this.faults.slice(firstFault);
    return { target, targetMac, sent: count, received: roundTripsMs.length, roundTripsMs, faults };
  }

  private matchingReply(packet: Parsed, request: EchoPacket): EchoPacket | null {
    if (packet.kind !== "echo" || packet.type !== "reply") return null;
    const faults: string[] = [];
    const expect = (what: string, found: string | number, wanted: string | number): void => {
      if (found !== wanted) faults.push(`echo reply has ${what} ${found}, not ${wanted}`);
    };
    expect("source", packet.sourceIp, request.destinationIp);
    expect("destination", packet.destinationIp, request.sourceIp);
    expect("source hardware address", packet.sourceMac, request.destinationMac);
    expect("destination hardware address", packet.destinationMac, request.sourceMac);
    expect("identifier", packet.identifier, request.identifier);
    expect("sequence", packet.sequence, request.sequence);
    expect("payload", hex(packet.payload), hex(request.payload));
    if (packet.timeToLive === 0) faults.push("echo reply has a time to live of 0");
    this.faults.push(...faults);
    return faults.length === 0 ? packet : null;
  }

  private receive(frame: Uint8Array): void {
    const packet = parseFrame(frame);
    if (packet.kind === "faulty") this.faults.push(packet.fault);
    if (packet.kind === "arp" && packet.operation === "request" && packet.targetIp === this.ip) {
      const { senderMac: targetMac, senderIp: targetIp } = packet;
      const { mac: senderMac, ip: senderIp } = this;
      this.link.send(arpFrame({ operation: "reply", senderMac, senderIp, targetMac, targetIp }));
    }
    for (const look of [...this.waiting]) look(packet);
  }

  // The first packet that `pick` accepts, or null when `timeoutMs` have passed.
  private next<T>(pick: (packet: Parsed) => T | null, timeoutMs: number): Promise<T | null> {
    return new Promise((resolve) => {
      const end = (result: T | null): void => {
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(result);
      };
      const look = (packet: Parsed): void => {
        const result = pick(packet);
        if (result !== null) end(result);
      };
      const timer = setTimeout(() => end(null), timeoutMs);
      this.waiting.add(look);
    });
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
