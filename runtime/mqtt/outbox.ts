// Messages on their way to the broker with QoS 1 or 2: kept until they are acknowledged, over reconnections (§4.4).

import { answerPacket, PUBREL, publishPacket, type Qos, type Version } from "./wire/writer.ts";

interface Entry {
  readonly id: number;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly settle: (isDelivered: boolean) => void;
  /** On the present connection. */
  isSent: boolean;
  wasSent: boolean;
  /** QoS 2: the broker has it, and was told that it may go on (§4.3.3). */
  isReleased: boolean;
}

const MAX_ID = 65_535;

export class Outbox {
  /** How many may be under way at once; the broker may set less. */
  maxInflight = MAX_ID;
  private readonly entries = new Map<number, Entry>();
  private readonly capacity: number;
  private inflight = 0;
  private lastId = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** Resolves true when the broker has acknowledged the message; false when it refused it or there is no room. */
  add(topic: string, payload: Uint8Array, qos: Qos, retain: boolean): Promise<boolean> {
    if (this.entries.size >= this.capacity) return Promise.resolve(false);
    const id = this.newId();
    return new Promise((settle) => {
      const state = { isSent: false, wasSent: false, isReleased: false };
      this.entries.set(id, { id, topic, payload, qos, retain, settle, ...state });
    });
  }

  /** A packet identifier that no entry has (§2.2.1). */
  newId(): number {
    do {
      this.lastId = this.lastId === MAX_ID ? 1 : this.lastId + 1;
    } while (this.entries.has(this.lastId));
    return this.lastId;
  }

  /** There is a new connection: everything is to be sent again. */
  restart(): void {
    this.inflight = 0;
    for (const entry of this.entries.values()) entry.isSent = false;
  }

  /** The next packet that may be sent now; null when there is none. */
  next(version: Version): Uint8Array | null {
    if (this.inflight >= this.maxInflight) return null;
    for (const entry of this.entries.values()) {
      if (entry.isSent) continue;
      entry.isSent = true;
      this.inflight++;
      if (entry.isReleased) return answerPacket(PUBREL, entry.id);
      const isDuplicate = entry.wasSent;
      entry.wasSent = true;
      return publishPacket(
        version,
        entry.topic,
        entry.payload,
        entry.qos,
        entry.retain,
        isDuplicate,
        entry.id,
      );
    }
    return null;
  }

  /** PUBACK or PUBCOMP: the message is delivered, or refused. */
  done(id: number, isDelivered: boolean): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    this.entries.delete(id);
    if (entry.isSent) this.inflight--;
    entry.settle(isDelivered);
  }

  /** PUBREC: the broker has the message of QoS 2; it must never be sent again. */
  release(id: number): void {
    const entry = this.entries.get(id);
    if (entry !== undefined) entry.isReleased = true;
  }

  /** Nothing will be delivered any more. */
  giveUp(): void {
    for (const id of [...this.entries.keys()]) this.done(id, false);
  }
}
