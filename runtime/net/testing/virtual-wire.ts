// A wire between two interfaces, in virtual time: it delays, loses, repeats, swaps and damages frames by a seed.
//
// Everything that happens follows from seed and conditions, so that a failure can be had again.

import { type EthernetMac, MAX_FRAME_BYTES } from "../../../hal/ethernet/mac.ts";
import type { NetworkInterface } from "../interface.ts";
import type { Environment } from "../time.ts";

const ETHERNET_HEADER_BYTES = 14;
const ARP_LOW_BYTE = 0x06;
/** How many promise callbacks may follow each other before the next event. */
const MICROTASK_TURNS = 12;

export interface WireConditions {
  /** One-way delay in milliseconds; by default 1. */
  readonly delayMs?: number;
  /** Up to this much is added at random, and may let a frame overtake another. */
  readonly jitterMs?: number;
  /** Probabilities, 0 .. 1. */
  readonly loss?: number;
  readonly duplicate?: number;
  readonly corrupt?: number;
  /** Bytes per millisecond; without it there is no limit. */
  readonly bytesPerMs?: number;
  /** How many frames of full length wait for a wire with a limit before more are lost; by default 100. */
  readonly queueFrames?: number;
}

class Frame {
  readonly bytes: Uint8Array;
  readonly atMs: number;
  readonly to: VirtualMac;

  constructor(bytes: Uint8Array, atMs: number, to: VirtualMac) {
    this.bytes = bytes;
    this.atMs = atMs;
    this.to = to;
  }
}

/** Numbers from a seed, the same ones for the same seed (xorshift32). */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = (seed * 2654435761) | 1;
  }

  next32(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return x >>> 0;
  }

  /** 0 .. 1, never 1. */
  fraction(): number {
    return this.next32() / 4294967296;
  }

  /** A whole number 0 .. below-1. */
  below(below: number): number {
    return this.next32() % below;
  }
}

export class VirtualMac implements EthernetMac {
  readonly address: Uint8Array;
  readonly waiting: Uint8Array[] = [];
  private readonly wire: VirtualWire;
  peer: VirtualMac | null = null;
  /** When the wire will have sent what it was given. */
  busyUntilMs = 0;
  link = true;

  constructor(wire: VirtualWire, last: number) {
    this.wire = wire;
    this.address = new Uint8Array([2, 0, 0, 0, 0, last]);
  }

  linkUp(): boolean {
    return this.link;
  }

  send(frame: Uint8Array, length: number): boolean {
    if (this.link) this.wire.carry(this, frame.slice(0, length));
    return true;
  }

  receive(into: Uint8Array): number {
    const frame = this.waiting.shift();
    if (frame === undefined) return 0;
    into.set(frame);
    return frame.length;
  }

  enableReceiveInterrupt(): void {}
  acknowledgeInterrupt(): void {}
}

export class VirtualWire implements Environment {
  readonly left: VirtualMac;
  readonly right: VirtualMac;
  readonly random: SeededRandom;
  /** What happens to frames from now on, by the side that sends them. */
  fromLeft: WireConditions;
  fromRight: WireConditions;
  frames = 0;
  /** Called with every frame that is sent, before anything happens to it. */
  tap: ((frame: Uint8Array, nowMs: number) => void) | null = null;
  private now = 1000;
  private flying: Frame[] = [];
  private readonly interfaces: NetworkInterface[] = [];

  constructor(seed: number, conditions: WireConditions = {}) {
    this.random = new SeededRandom(seed);
    this.fromLeft = conditions;
    this.fromRight = conditions;
    this.left = new VirtualMac(this, 1);
    this.right = new VirtualMac(this, 2);
    this.left.peer = this.right;
    this.right.peer = this.left;
  }

  nowMs(): number {
    return this.now;
  }

  random32(): number {
    return this.random.next32();
  }

  /** Has `run` drive this interface. */
  drive(net: NetworkInterface): void {
    this.interfaces.push(net);
  }

  /** For the MACs: a frame that is sent. */
  carry(from: VirtualMac, frame: Uint8Array): void {
    this.frames += 1;
    if (this.tap !== null) this.tap(frame, this.now);
    const conditions = from === this.left ? this.fromLeft : this.fromRight;
    const { random } = this;
    if (random.fraction() < (conditions.loss ?? 0)) return;
    let startMs = this.now;
    const rate = conditions.bytesPerMs;
    if (rate !== undefined) {
      startMs = Math.max(this.now, from.busyUntilMs);
      const queued = (startMs - this.now) * rate;
      if (queued > (conditions.queueFrames ?? 100) * MAX_FRAME_BYTES) return;
      from.busyUntilMs = startMs + frame.length / rate;
      startMs = from.busyUntilMs;
    }
    // ARP has no checksum of its own: on a real wire the frame's would find the damage.
    const damaged = random.fraction() < (conditions.corrupt ?? 0) && frame[13] !== ARP_LOW_BYTE;
    if (damaged) {
      const at = ETHERNET_HEADER_BYTES + random.below(frame.length - ETHERNET_HEADER_BYTES);
      frame[at] = frame[at]! ^ (1 + random.below(255));
    }
    const copies = random.fraction() < (conditions.duplicate ?? 0) ? 2 : 1;
    for (let i = 0; i < copies; i++) {
      const atMs = startMs + (conditions.delayMs ?? 1) + random.fraction() * (conditions.jitterMs ?? 0);
      this.launch(new Frame(frame, atMs, from.peer!));
    }
  }

  /** Lets time pass until `done` says so, or until `limitMs` have passed: then it returns false. */
  async run(done: () => boolean, limitMs: number): Promise<boolean> {
    const until = this.now + limitMs;
    for (;;) {
      for (let i = 0; i < MICROTASK_TURNS; i++) await null;
      if (done()) return true;
      if (this.pollAll()) continue;
      const nextMs = this.nextEventMs();
      if (nextMs > until) {
        this.now = until;
        return done();
      }
      this.now = Math.max(this.now, nextMs);
      this.deliver();
      for (let i = 0; i < this.interfaces.length; i++) {
        if (this.interfaces[i]!.nextDeadlineMs() <= this.now) this.interfaces[i]!.runTimers();
      }
    }
  }

  private pollAll(): boolean {
    let worked = false;
    for (let i = 0; i < this.interfaces.length; i++) {
      if (this.interfaces[i]!.poll()) worked = true;
    }
    return worked;
  }

  private nextEventMs(): number {
    let next = this.flying.length > 0 ? this.flying[0]!.atMs : Infinity;
    for (let i = 0; i < this.interfaces.length; i++) {
      next = Math.min(next, this.interfaces[i]!.nextDeadlineMs());
    }
    return next;
  }

  private deliver(): void {
    let count = 0;
    while (count < this.flying.length && this.flying[count]!.atMs <= this.now) {
      const frame = this.flying[count]!;
      if (frame.to.link) frame.to.waiting.push(frame.bytes);
      count += 1;
    }
    if (count > 0) this.flying = this.flying.slice(count);
  }

  /** Files a frame by its time of arrival, behind those of the same time. */
  private launch(frame: Frame): void {
    let at = this.flying.length;
    while (at > 0 && this.flying[at - 1]!.atMs > frame.atMs) at--;
    this.flying.splice(at, 0, frame);
  }
}
