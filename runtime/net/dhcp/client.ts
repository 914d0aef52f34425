// The DHCP client's states: what it says, and when. RFC 2131 §4.4, figure 5.
//
// A state machine over messages and time; sockets and addresses are its host's. Before an address is used it is tried
// out (RFC 5227), in much less time than that RFC's seconds, which were made for links that come up slowly.

import { isUnicast } from "../ipv4-address.ts";
import {
  DHCPACK,
  DHCPDECLINE,
  DHCPDISCOVER,
  DHCPNAK,
  DHCPOFFER,
  DHCPRELEASE,
  DHCPREQUEST,
  type DhcpReply,
  parseDhcp,
  writeDhcp,
} from "../wire/dhcp.ts";

/** RFC 2131 §4.1: 4 seconds, doubled up to 64, each give or take one. */
const FIRST_RETRY_MS = 4000;
const LAST_RETRY_MS = 64_000;
const SPREAD_MS = 2000;
const REQUEST_TRIES = 4;
/** RFC 2131 §3.1 (5): after a declined address. */
const DECLINE_WAIT_MS = 10_000;
/** RFC 2131 §4.4.5: between renewals. */
const LEAST_RENEWAL_MS = 60_000;
const PROBES = 3;
const PROBE_INTERVAL_MS = 100;
const DEFAULT_LEASE_SECONDS = 3600;
const LEAST_LEASE_SECONDS = 60;
const INFINITE_LEASE = 0xffffffff;
/** RFC 2131 §4.4.5. */
const T1_SHARE = 0.5;
const T2_SHARE = 0.875;

export type DhcpState =
  | "stopped"
  | "selecting"
  | "requesting"
  | "rebooting"
  | "probing"
  | "bound"
  | "renewing"
  | "rebinding"
  | "declined";

/** What a server has given us. Addresses are numbers, 0 for none. */
export interface Lease {
  readonly address: number;
  readonly subnetMask: number;
  readonly router: number;
  readonly dns: readonly number[];
  readonly ntp: readonly number[];
  readonly domain: string;
  readonly server: number;
  readonly leaseSeconds: number;
}

export interface DhcpHost {
  readonly hardware: Uint8Array;
  readonly hostName: string;
  random32(): number;
  /** Sends to port 67 of a server, or of everybody (0xffffffff). */
  send(message: Uint8Array, server: number): void;
  /** Asks by ARP whether anybody has this address. */
  probe(address: number): void;
  /** True when somebody has answered to `probe`. */
  probeConflict(): boolean;
  /** The lease to live by from now on; null when there is none any more. */
  configure(lease: Lease | null): void;
}

const EVERYBODY = 0xffffffff;

export class DhcpClient {
  state: DhcpState = "stopped";
  lease: Lease | null = null;
  /** How often a server refused what we asked for, and how often an address was in use already. */
  refusals = 0;
  conflicts = 0;
  private readonly host: DhcpHost;
  private transaction = 0;
  private startedMs = 0;
  private tries = 0;
  private probes = 0;
  private previous = 0;
  private offered: DhcpReply | null = null;
  private requestedMs = 0;
  private renewAtMs = Infinity;
  private rebindAtMs = Infinity;
  private expiresMs = Infinity;
  private nextMs = Infinity;

  constructor(host: DhcpHost) {
    this.host = host;
  }

  /** Asks for an address; first for `previous`, when we had one here before (RFC 2131 §3.2). */
  start(nowMs: number, previous = 0): void {
    this.startedMs = nowMs;
    this.transaction = this.host.random32();
    this.tries = 0;
    this.offered = null;
    this.state = previous === 0 ? "selecting" : "rebooting";
    this.previous = previous;
    this.ask(nowMs);
  }

  /** Gives the address back (RFC 2131 §4.4.6) and stops. */
  stop(nowMs: number): void {
    if (this.lease !== null)
      this.say(DHCPRELEASE, nowMs, this.lease.address, 0, this.lease.server, this.lease.server);
    this.drop();
    this.state = "stopped";
    this.nextMs = Infinity;
  }

  /** When `runTimers` next has something to do. */
  nextDeadlineMs(): number {
    return this.nextMs;
  }

  runTimers(nowMs: number): void {
    if (nowMs < this.nextMs) return;
    switch (this.state) {
      case "selecting":
        this.ask(nowMs);
        break;
      case "requesting":
      case "rebooting":
        if (this.tries >= REQUEST_TRIES) this.start(nowMs);
        else this.ask(nowMs);
        break;
      case "probing":
        this.goOnProbing(nowMs);
        break;
      case "declined":
        this.start(nowMs);
        break;
      case "bound":
      case "renewing":
      case "rebinding":
        this.keepLease(nowMs);
        break;
      case "stopped":
        this.nextMs = Infinity;
    }
  }

  /** Takes what arrived at port 68. */
  receive(bytes: Uint8Array, nowMs: number): void {
    const reply = parseDhcp(bytes, this.host.hardware);
    if (reply === null || reply.transaction !== this.transaction) return;
    if (reply.type === DHCPOFFER && this.state === "selecting") this.takeOffer(reply, nowMs);
    else if (reply.type === DHCPACK) this.takeAck(reply, nowMs);
    else if (reply.type === DHCPNAK) this.takeNak(nowMs);
  }

  /** RFC 2131 §4.4.1: the first offer that can be used. */
  private takeOffer(reply: DhcpReply, nowMs: number): void {
    if (!isUnicast(reply.yourAddress) || reply.server === 0) return;
    this.offered = reply;
    this.state = "requesting";
    this.tries = 0;
    this.ask(nowMs);
  }

  private takeAck(reply: DhcpReply, nowMs: number): void {
    if (!isUnicast(reply.yourAddress)) return;
    switch (this.state) {
      case "requesting":
      case "rebooting":
        this.offered = reply;
        this.state = "probing";
        this.probes = 0;
        this.goOnProbing(nowMs);
        break;
      case "renewing":
      case "rebinding":
        this.bind(reply, nowMs);
        break;
      default:
    }
  }

  /** RFC 2131 §3.2 (4): not this address. What was in use must not be used any more. */
  private takeNak(nowMs: number): void {
    if (this.state === "selecting" || this.state === "stopped") return;
    this.refusals += 1;
    this.drop();
    this.start(nowMs);
  }

  private goOnProbing(nowMs: number): void {
    const offered = this.offered!;
    if (this.host.probeConflict() && this.probes > 0) {
      // RFC 2131 §4.4.4.
      this.conflicts += 1;
      this.say(DHCPDECLINE, nowMs, 0, offered.yourAddress, offered.server, EVERYBODY);
      this.state = "declined";
      this.nextMs = nowMs + DECLINE_WAIT_MS;
    } else if (this.probes === PROBES) {
      this.bind(offered, nowMs);
    } else {
      this.probes += 1;
      this.host.probe(offered.yourAddress);
      this.nextMs = nowMs + PROBE_INTERVAL_MS;
    }
  }

  private bind(reply: DhcpReply, nowMs: number): void {
    const seconds = Math.max(
      LEAST_LEASE_SECONDS,
      reply.leaseSeconds === 0 ? DEFAULT_LEASE_SECONDS : reply.leaseSeconds,
    );
    const forever = seconds === INFINITE_LEASE;
    const t1 =
      reply.renewalSeconds > 0 && reply.renewalSeconds < seconds ? reply.renewalSeconds : seconds * T1_SHARE;
    const t2 =
      reply.rebindingSeconds > t1 && reply.rebindingSeconds < seconds
        ? reply.rebindingSeconds
        : seconds * T2_SHARE;
    // RFC 2131 §4.4.1: the lease runs from when it was asked for.
    this.renewAtMs = forever ? Infinity : this.requestedMs + t1 * 1000;
    this.rebindAtMs = forever ? Infinity : this.requestedMs + Math.max(t1, t2) * 1000;
    this.expiresMs = forever ? Infinity : this.requestedMs + seconds * 1000;
    this.lease = {
      address: reply.yourAddress,
      subnetMask: reply.subnetMask,
      router: reply.router,
      dns: reply.dns,
      ntp: reply.ntp,
      domain: reply.domain,
      server: reply.server,
      leaseSeconds: seconds,
    };
    this.state = "bound";
    this.nextMs = Math.max(nowMs, this.renewAtMs);
    this.host.configure(this.lease);
  }

  /** RFC 2131 §4.4.5: renew at T1 with our server, rebind at T2 with anyone, give up at the end. */
  private keepLease(nowMs: number): void {
    const lease = this.lease!;
    if (nowMs >= this.expiresMs) {
      const { address } = lease;
      this.drop();
      this.start(nowMs, address);
      return;
    }
    if (this.state === "bound") {
      this.startedMs = nowMs;
      this.transaction = this.host.random32();
    }
    const rebinding = nowMs >= this.rebindAtMs;
    this.state = rebinding ? "rebinding" : "renewing";
    this.requestedMs = nowMs;
    this.say(DHCPREQUEST, nowMs, lease.address, 0, 0, rebinding ? EVERYBODY : lease.server);
    const until = rebinding ? this.expiresMs : this.rebindAtMs;
    this.nextMs = Math.min(until, nowMs + Math.max(LEAST_RENEWAL_MS, (until - nowMs) / 2));
  }

  private ask(nowMs: number): void {
    const { offered } = this;
    if (this.state === "requesting") {
      if (this.tries === 0) this.requestedMs = nowMs;
      this.say(DHCPREQUEST, nowMs, 0, offered!.yourAddress, offered!.server, EVERYBODY);
    } else if (this.state === "rebooting") {
      if (this.tries === 0) this.requestedMs = nowMs;
      this.say(DHCPREQUEST, nowMs, 0, this.previous, 0, EVERYBODY);
    } else {
      this.say(DHCPDISCOVER, nowMs, 0, 0, 0, EVERYBODY);
    }
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * (1 << Math.min(this.tries, 4)));
    this.nextMs = nowMs + wait - SPREAD_MS / 2 + (this.host.random32() % SPREAD_MS);
    this.tries += 1;
  }

  private drop(): void {
    if (this.lease === null) return;
    this.lease = null;
    this.host.configure(null);
  }

  private say(
    type: number,
    nowMs: number,
    clientAddress: number,
    requestedAddress: number,
    server: number,
    destination: number,
  ): void {
    const message = writeDhcp({
      type,
      transaction: this.transaction,
      hardware: this.host.hardware,
      seconds: Math.floor((nowMs - this.startedMs) / 1000),
      clientAddress,
      requestedAddress,
      server,
      hostName: this.host.hostName,
    });
    this.host.send(message, destination);
  }
}
