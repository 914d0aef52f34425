// The DHCP client against a server by script: RFC 2131's figures 3 to 5, in virtual time.

import { describe, expect, it } from "vitest";
import { DHCPACK, DHCPNAK, DHCPOFFER } from "../wire/dhcp.ts";
import { DhcpClient, type DhcpHost, type Lease } from "./client.ts";

const HARDWARE = new Uint8Array([2, 0, 0, 0, 0, 1]);
const SERVER = 0xc0a80101;
const ADDRESS = 0xc0a80107;
const TYPES = ["", "DISCOVER", "OFFER", "REQUEST", "DECLINE", "ACK", "NAK", "RELEASE"];

/** One option of a message, as bytes. */
function option(message: Uint8Array, code: number): number[] {
  for (let at = 240; message[at] !== 255; at += 2 + message[at + 1]!) {
    if (message[at] === code) return [...message.subarray(at + 2, at + 2 + message[at + 1]!)];
  }
  return [];
}

const last = (bytes: number[] | Uint8Array) => bytes[bytes.length - 1] ?? 0;

class Scene implements DhcpHost {
  readonly hardware = HARDWARE;
  readonly hostName = "lamp";
  readonly client = new DhcpClient(this);
  nowMs = 1000;
  conflict = false;
  lines: string[] = [];
  leases: (Lease | null)[] = [];
  transaction = 0;
  lastMessage: Uint8Array = new Uint8Array();

  random32(): number {
    return 1000;
  }
  send(message: Uint8Array, server: number): void {
    this.lastMessage = message;
    const [type] = option(message, 53);
    const to = server === 0xffffffff ? "all" : `.${server & 0xff}`;
    const using = message[15] === 0 ? "" : ` using .${message[15]}`;
    const wants = option(message, 50);
    const by = option(message, 54);
    let line = `${TYPES[type!]} to ${to}${using}`;
    if (wants.length > 0) line += ` wants .${last(wants)}`;
    if (by.length > 0) line += ` of .${last(by)}`;
    this.lines.push(line);
  }
  probe(address: number): void {
    this.lines.push(`probe .${address & 0xff}`);
  }
  probeConflict(): boolean {
    return this.conflict;
  }
  configure(lease: Lease | null): void {
    this.leases.push(lease);
  }

  passes(milliseconds: number): this {
    const until = this.nowMs + milliseconds;
    while (this.client.nextDeadlineMs() <= until) {
      this.nowMs = Math.max(this.nowMs, this.client.nextDeadlineMs());
      this.client.runTimers(this.nowMs);
    }
    this.nowMs = until;
    return this;
  }

  /** The server answers the last message. */
  answers(type: number, change: (bytes: Uint8Array) => void = () => {}, options: number[] = []): this {
    const bytes = new Uint8Array(400);
    bytes.set(this.lastMessage.subarray(0, 44));
    bytes[0] = 2;
    bytes.set([192, 168, 1, 7], 16);
    bytes.set([0x63, 0x82, 0x53, 0x63, 53, 1, type, 54, 4, 192, 168, 1, 1], 236);
    bytes.set([1, 4, 255, 255, 255, 0, 3, 4, 192, 168, 1, 1, 51, 4, 0, 0, 0x0e, 0x10], 249);
    bytes.set([6, 8, 192, 168, 1, 1, 8, 8, 8, 8, 15, 4, 104, 111, 109, 101, ...options, 255], 267);
    change(bytes);
    this.client.receive(bytes, this.nowMs);
    return this;
  }

  said(): string[] {
    const { lines } = this;
    this.lines = [];
    return lines;
  }

  bound(): this {
    this.client.start(this.nowMs);
    this.answers(DHCPOFFER).answers(DHCPACK).passes(300);
    expect(this.client.state).toBe("bound");
    this.said();
    return this;
  }
}

describe("the DHCP client", () => {
  it("discovers, requests, tries the address out and takes it (figure 3)", () => {
    const scene = new Scene();
    scene.client.start(scene.nowMs);
    expect(scene.said()).toEqual(["DISCOVER to all"]);
    scene.answers(DHCPOFFER);
    expect(scene.said()).toEqual(["REQUEST to all wants .7 of .1"]);
    scene.answers(DHCPACK).passes(300);
    expect(scene.said()).toEqual(["probe .7", "probe .7", "probe .7"]);
    expect(scene.leases).toEqual([
      {
        address: ADDRESS,
        subnetMask: 0xffffff00,
        router: SERVER,
        dns: [SERVER, 0x08080808],
        ntp: [],
        domain: "home",
        server: SERVER,
        leaseSeconds: 3600,
      },
    ]);
  });

  it("tells its name and sends at least 300 bytes", () => {
    const scene = new Scene();
    scene.client.start(scene.nowMs);
    expect(String.fromCharCode(...option(scene.lastMessage, 12))).toBe("lamp");
    expect(scene.lastMessage.length).toBeGreaterThanOrEqual(300);
    expect(option(scene.lastMessage, 61)).toEqual([1, ...HARDWARE]);
  });

  it("asks again after 4, 8, 16, 32, 64, 64 seconds (§4.1)", () => {
    const scene = new Scene();
    scene.client.start(0);
    scene.nowMs = 0;
    const times: number[] = [];
    for (let second = 1; second <= 200; second++) {
      scene.said();
      scene.passes(1000);
      if (scene.said().length > 0) times.push(second);
    }
    expect(times).toEqual([4, 12, 28, 60, 124, 188]);
  });

  it("declines an address that somebody has, and starts over after ten seconds (§3.1)", () => {
    const scene = new Scene();
    scene.client.start(scene.nowMs);
    scene.answers(DHCPOFFER).answers(DHCPACK);
    scene.conflict = true;
    scene.passes(300);
    expect(scene.said().pop()).toBe("DECLINE to all wants .7 of .1");
    expect(scene.leases).toEqual([]);
    scene.conflict = false;
    scene.passes(10_000);
    expect(scene.said()).toEqual(["DISCOVER to all"]);
    expect(scene.client.conflicts).toBe(1);
  });

  it("starts over when it is refused", () => {
    const scene = new Scene();
    scene.client.start(scene.nowMs);
    scene.answers(DHCPOFFER).said();
    scene.answers(DHCPNAK);
    expect(scene.said()).toEqual(["DISCOVER to all"]);
  });

  it("starts over when nobody answers its request", () => {
    const scene = new Scene();
    scene.client.start(scene.nowMs);
    scene.answers(DHCPOFFER).passes(70_000);
    expect(scene.said().pop()).toBe("DISCOVER to all");
  });

  it("renews with its server at half the time, then with anyone at seven eighths (§4.4.5)", () => {
    const scene = new Scene().bound();
    scene.passes(1_799_000);
    expect(scene.said()).toEqual([]);
    scene.passes(1000);
    expect(scene.said()).toEqual(["REQUEST to .1 using .7"]);
    scene.passes(1_350_000);
    const lines = scene.said();
    expect(lines[0]).toBe("REQUEST to .1 using .7");
    expect(lines.pop()).toBe("REQUEST to all using .7");
    scene.answers(DHCPACK);
    expect(scene.client.state).toBe("bound");
    expect(scene.leases).toHaveLength(2);
  });

  it("gives the address up at the end of the lease, and asks for it again", () => {
    const scene = new Scene().bound();
    scene.passes(3_600_000);
    expect(scene.leases.pop()).toBeNull();
    expect(scene.said().pop()).toBe("REQUEST to all wants .7");
  });

  it("stops using the address at once when a renewal is refused", () => {
    const scene = new Scene().bound();
    scene.passes(1_800_000);
    scene.answers(DHCPNAK);
    expect(scene.leases.pop()).toBeNull();
    expect(scene.client.state).toBe("selecting");
  });

  it("asks for the address it had before, without discovering (§3.2)", () => {
    const scene = new Scene();
    scene.client.start(scene.nowMs, ADDRESS);
    expect(scene.said()).toEqual(["REQUEST to all wants .7"]);
    scene.answers(DHCPACK).passes(300);
    expect(scene.client.state).toBe("bound");
  });

  it("releases its address when it is stopped", () => {
    const scene = new Scene().bound();
    scene.client.stop(scene.nowMs);
    expect(scene.said()).toEqual(["RELEASE to .1 using .7 of .1"]);
    expect(scene.leases.pop()).toBeNull();
  });

  const ignored: [string, (bytes: Uint8Array) => void][] = [
    ["of another transaction", (bytes) => bytes.fill(9, 4, 8)],
    ["to another station", (bytes) => bytes.fill(9, 28, 34)],
    ["that are requests themselves", (bytes) => bytes.fill(1, 0, 1)],
    ["without the magic cookie", (bytes) => bytes.fill(0, 236, 240)],
    ["whose options lead out of the message", (bytes) => bytes.fill(250, 240)],
    ["that offer no address of a host", (bytes) => bytes.fill(255, 16, 20)],
  ];
  for (const [name, change] of ignored) {
    it(`ignores messages ${name}`, () => {
      const scene = new Scene();
      scene.client.start(scene.nowMs);
      scene.said();
      scene.answers(DHCPOFFER, change);
      expect(scene.client.state).toBe("selecting");
      expect(scene.said()).toEqual([]);
    });
  }
});
