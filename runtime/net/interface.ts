// A network interface with one static IPv4 address: receives frames, hands each to its protocol, answers.
//
// Answers ARP and ping. Not yet: UDP, TCP, DHCP, routes, fragments, broadcasts. No packet whatever makes it
// throw; each one that is dropped is counted by its reason in `counters`.

import { type EthernetMac, MAX_FRAME_BYTES } from "../../hal/ethernet/mac.ts";
import { addSource, type Source } from "../loop/sources.ts";
import { ArpCache, type ArpIdentity, arpQuestion, receiveArp } from "./arp.ts";
import { NetworkCounters } from "./counters.ts";
import { wantsEchoReply } from "./icmp.ts";
import { isUnicast, parseIpv4Address } from "./ipv4-address.ts";
import { type ArpPacket, emitArp, parseArp } from "./wire/arp.ts";
import {
  ETHERTYPE_ARP,
  ETHERTYPE_IPV4,
  type EthernetFrame,
  emitEthernet,
  isBroadcast,
  isGroupAddress,
  parseEthernet,
  sameHardwareAddress,
} from "./wire/ethernet.ts";
import { emitEchoReply, ICMP_HEADER_BYTES, parseIcmp } from "./wire/icmp.ts";
import { emitIpv4, type Ipv4Packet, PROTOCOL_ICMP, parseIpv4 } from "./wire/ipv4.ts";

/** Bounds one turn of the event loop under a flood: timers and the console still get theirs. */
const FRAMES_PER_TURN = 16;

/** Asking the PHY costs about 0.1 ms; a second is soon enough for somebody who has just put in a cable. */
const LINK_CHECK_MS = 1000;

const BROADCAST = new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);

export interface NetworkOptions {
  /** Our IPv4 address, as in "10.0.2.15". */
  readonly address: string;
}

export class NetworkInterface implements Source {
  readonly counters = new NetworkCounters();
  private readonly mac: EthernetMac;
  private readonly own: ArpIdentity;
  private readonly neighbours = new ArpCache();
  // One buffer each way: a frame is answered before the next one is taken.
  private readonly received = new Uint8Array(MAX_FRAME_BYTES);
  private readonly reply = new Uint8Array(MAX_FRAME_BYTES);

  private connected = false;

  /** Uses `mac` alone from now on. Throws RangeError when the address is not one that a host can have. */
  constructor(mac: EthernetMac, options: NetworkOptions) {
    const address = parseIpv4Address(options.address);
    if (address === null || !isUnicast(address)) {
      throw new RangeError(
        `"${options.address}" is not an IPv4 address of a host: write four numbers, as in "10.0.2.15"`,
      );
    }
    this.mac = mac;
    this.own = { hardware: mac.address, protocol: address };
  }

  /** Answers from now on, for as long as the program runs. Call once. */
  start(): void {
    addSource(this);
    this.mac.enableReceiveInterrupt(true);
    this.checkLink();
    setInterval(() => this.checkLink(), LINK_CHECK_MS);
  }

  /**
   * Looks whether the cable is connected and returns it. A MAC takes over the speed of a new link only when
   * it is asked; after `start` that happens once a second.
   */
  checkLink(): boolean {
    const up = this.mac.linkUp();
    if (up !== this.connected) this.counters.linkChanges += 1;
    this.connected = up;
    return up;
  }

  /** True while the cable was connected at the last look. */
  linkUp(): boolean {
    return this.connected;
  }

  /** Takes up to 16 waiting frames and answers them. True when there was one. */
  poll(): boolean {
    let taken = 0;
    while (taken < FRAMES_PER_TURN) {
      const length = this.mac.receive(this.received);
      if (length === 0) break;
      taken += 1;
      this.counters.framesReceived += 1;
      this.receiveFrame(length);
    }
    return taken > 0;
  }

  /**
   * The hardware address of the neighbour with this address, or null when it is not known yet; the question
   * has then been sent, and a later call can have the answer.
   */
  resolve(address: number): Uint8Array | null {
    const known = this.neighbours.lookup(address);
    if (known === null) this.sendArp(BROADCAST, arpQuestion(address, this.own));
    return known;
  }

  private receiveFrame(length: number): void {
    const frame = parseEthernet(this.received, 0, length);
    if (frame === null || isGroupAddress(frame.source)) {
      this.counters.ethernetMalformed += 1;
    } else if (
      !isBroadcast(frame.destination) &&
      !sameHardwareAddress(frame.destination, this.own.hardware)
    ) {
      this.counters.ethernetNotForUs += 1;
    } else if (frame.type === ETHERTYPE_ARP) {
      this.receiveArp(frame, length);
    } else if (frame.type === ETHERTYPE_IPV4) {
      this.receiveIpv4(frame, length);
    } else {
      this.counters.ethernetUnknownType += 1;
    }
  }

  private receiveArp(frame: EthernetFrame, end: number): void {
    const packet = parseArp(this.received, frame.payloadAt, end);
    if (packet === null) {
      this.counters.arpMalformed += 1;
      return;
    }
    this.counters.arpSeen += 1;
    const answer = receiveArp(packet, this.own, this.neighbours);
    if (answer !== null) this.sendArp(answer.targetHardware, answer);
  }

  private receiveIpv4(frame: EthernetFrame, end: number): void {
    const packet = parseIpv4(this.received, frame.payloadAt, end);
    if (packet === null) {
      this.counters.ipv4Malformed += 1;
    } else if (!isUnicast(packet.source)) {
      this.counters.ipv4BadSource += 1;
    } else if (packet.destination !== this.own.protocol || isBroadcast(frame.destination)) {
      // RFC 1122 §3.3.6: a datagram to one host inside a link broadcast is discarded.
      this.counters.ipv4NotForUs += 1;
    } else if (packet.fragment) {
      this.counters.ipv4Fragments += 1;
    } else if (packet.protocol === PROTOCOL_ICMP) {
      this.receiveIcmp(frame, packet);
    } else {
      this.counters.ipv4UnknownProtocol += 1;
    }
  }

  private receiveIcmp(frame: EthernetFrame, packet: Ipv4Packet): void {
    const message = parseIcmp(this.received, packet.payloadAt, packet.payloadEnd);
    if (message === null) {
      this.counters.icmpMalformed += 1;
      return;
    }
    if (!wantsEchoReply(message)) {
      this.counters.icmpUnknownType += 1;
      return;
    }
    this.counters.echoRequests += 1;
    // Back to the station that delivered the request: the sender itself or its router. Needs no route.
    const headerAt = emitEthernet(this.reply, 0, frame.source, this.own.hardware, ETHERTYPE_IPV4);
    const messageAt = emitIpv4(this.reply, headerAt, {
      source: this.own.protocol,
      destination: packet.source,
      protocol: PROTOCOL_ICMP,
      payloadBytes: ICMP_HEADER_BYTES + message.dataEnd - message.dataAt,
    });
    this.send(emitEchoReply(this.reply, messageAt, message, this.received));
  }

  private sendArp(destination: Uint8Array, packet: ArpPacket): void {
    const at = emitEthernet(this.reply, 0, destination, this.own.hardware, ETHERTYPE_ARP);
    this.send(emitArp(this.reply, at, packet));
  }

  private send(length: number): void {
    if (this.mac.send(this.reply, length)) this.counters.framesSent += 1;
    else this.counters.transmitBusy += 1;
  }
}
