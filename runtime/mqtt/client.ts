// An MQTT client (3.1.1 and 5.0) that keeps its connection: it reconnects, subscribes again, and sends again what the
// broker has not acknowledged.
//
// Nothing it is asked to do rejects for want of a connection: what cannot be delivered is false. No TLS, no
// authentication but names and passwords, no shared subscriptions.

import { type Cancel, type Clock, systemClock } from "../http/clock.ts";
import { Incoming } from "../http/incoming.ts";
import { requireTransport } from "../http/transport.ts";
import { NetError, type TcpConnection, type Transport } from "../net/transport.ts";
import { Outbox } from "./outbox.ts";
import { requireFilter, requireTopic, topicMatches } from "./topic.ts";
import { findExtent, parsePacket, type Received } from "./wire/reader.ts";
import * as wire from "./wire/writer.ts";

export interface MqttOptions {
  readonly host: string;
  /** Default 1883. */
  readonly port?: number;
  /** Names this client at the broker, which keeps one session for each name. */
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  /** What the broker publishes for us when the connection breaks. */
  readonly will?: wire.Will;
  /** 4 is MQTT 3.1.1 (default), 5 is MQTT 5.0. */
  readonly version?: wire.Version;
  /** 1 .. 65535 seconds, default 60. */
  readonly keepAliveSeconds?: number;
  /** Messages with QoS 1 or 2 that may wait for their acknowledgement. Default 64. */
  readonly outboxMessages?: number;
  /** Longer packets than this end the connection. Default 65,536. */
  readonly maxPacketBytes?: number;
  /** Each time that the broker has taken us in. */
  readonly onConnect?: () => void;
  /** The connection is over, or could not be made, and why; it will be tried again. */
  readonly onDisconnect?: (reason: string) => void;
  readonly transport?: Transport;
  readonly clock?: Clock;
}

export interface PublishOptions {
  readonly qos?: wire.Qos;
  /** The broker keeps it for those who subscribe later. */
  readonly retain?: boolean;
}

export interface Message {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retain: boolean;
  /** The payload as UTF-8. */
  text(): string;
}

interface Subscription {
  readonly filter: string;
  readonly qos: wire.Qos;
  readonly handler: (message: Message) => void;
}

const DEFAULT_PORT = 1883;
const CONNECT_MS = 10_000;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;
/** Unsent bytes of QoS 0 beyond which messages are dropped. */
const MAX_UNSENT_BYTES = 65_536;
/** Messages of QoS 2 that a broker may leave half delivered. */
const MAX_HALF_RECEIVED = 256;

export class MqttClient {
  private readonly options: MqttOptions;
  private readonly version: wire.Version;
  private readonly clock: Clock;
  private readonly subscriptions: Subscription[] = [];
  private readonly outbox: Outbox;
  private readonly halfReceived = new Set<number>();
  private tcp: TcpConnection | null = null;
  private connected = false;
  private closed = false;
  private unsentBytes = 0;
  private retryMs = FIRST_RETRY_MS;
  private wake: (() => void) | null = null;
  private lastSentMs = 0;
  private awaitsPong = false;
  private cancelTimer: Cancel | null = null;

  /** Begins to connect at once. Throws RangeError or TypeError for options that cannot be. */
  constructor(options: MqttOptions) {
    if (options.will !== undefined) requireTopic(options.will.topic);
    const seconds = options.keepAliveSeconds ?? 60;
    if (!(seconds >= 1 && seconds <= 65_535)) throw new RangeError("keepAliveSeconds must be 1 to 65535");
    this.options = options;
    this.version = options.version ?? 4;
    this.clock = options.clock ?? systemClock;
    this.outbox = new Outbox(options.outboxMessages ?? 64);
    void this.run();
  }

  get isConnected(): boolean {
    return this.connected;
  }

  /**
   * Publishes a message. Resolves true when it is delivered: with QoS 0 to the connection, else to the broker, if need be
   * after reconnecting; false when it is not and never will be. Throws TypeError for a topic with wildcards.
   */
  publish(topic: string, payload: string | Uint8Array, options: PublishOptions = {}): Promise<boolean> {
    requireTopic(topic);
    const bytes = wire.toBytes(payload);
    const qos = options.qos ?? 0;
    const retain = options.retain ?? false;
    if (this.closed) return Promise.resolve(false);
    if (qos > 0) {
      const delivered = this.outbox.add(topic, bytes.slice(), qos, retain);
      this.pump();
      return delivered;
    }
    if (!this.connected || this.unsentBytes > MAX_UNSENT_BYTES) return Promise.resolve(false);
    return this.put(wire.publishPacket(this.version, topic, bytes, 0, retain, false, 0));
  }

  /**
   * Calls `handler` for every message whose topic `filter` takes, from now on and after every reconnection. Throws
   * TypeError for a filter with misplaced wildcards.
   */
  subscribe(filter: string, handler: (message: Message) => void, qos: wire.Qos = 0): void {
    requireFilter(filter);
    this.subscriptions.push({ filter, qos, handler });
    if (this.connected) void this.put(wire.subscribePacket(this.version, this.outbox.newId(), filter, qos));
  }

  /** Ends all subscriptions to `filter`. */
  unsubscribe(filter: string): void {
    for (let i = this.subscriptions.length - 1; i >= 0; i--) {
      if (this.subscriptions[i]!.filter === filter) this.subscriptions.splice(i, 1);
    }
    if (this.connected) void this.put(wire.unsubscribePacket(this.version, this.outbox.newId(), filter));
  }

  /** Takes leave of the broker, which then publishes no will, and does not connect again. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.wake?.();
    if (this.connected) await this.put(wire.emptyPacket(wire.DISCONNECT));
    this.outbox.giveUp();
    await this.tcp?.close();
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      let reason = "the broker ended the connection";
      try {
        await this.session();
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
      this.connected = false;
      this.cancelTimer?.();
      this.tcp?.abort();
      this.tcp = null;
      if (this.closed) return;
      this.options.onDisconnect?.(reason);
      // Half of it by chance, so that a hundred lamps do not come back in the same moment.
      const waitMs = this.retryMs * (0.5 + Math.random() / 2);
      this.retryMs = Math.min(2 * this.retryMs, LAST_RETRY_MS);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        this.cancelTimer = this.clock.after(waitMs, resolve);
      });
      this.cancelTimer?.();
    }
  }

  /** One connection from its beginning to its end. */
  private async session(): Promise<void> {
    const { host, clientId, username, password, will } = this.options;
    const transport = this.options.transport ?? requireTransport();
    const tcp = await transport.connect(host, this.options.port ?? DEFAULT_PORT, { timeoutMs: CONNECT_MS });
    this.tcp = tcp;
    if (this.closed) return;
    const incoming = new Incoming(tcp);
    this.unsentBytes = 0;
    this.cancelTimer = this.clock.after(CONNECT_MS, () => tcp.abort());
    const keepAliveSeconds = this.options.keepAliveSeconds ?? 60;
    const fields = { version: this.version, clientId, keepAliveSeconds, cleanSession: false };
    await tcp.write(wire.connectPacket({ ...fields, username, password, will }));
    const welcome = await this.nextPacket(incoming);
    this.cancelTimer();
    if (welcome === null) return;
    if (welcome.type !== wire.CONNACK) throw new Error("the broker does not begin with CONNACK");
    if (welcome.reason !== 0)
      throw new Error(`the broker refuses the connection: ${refusal(welcome.reason)}`);
    this.begin(welcome, keepAliveSeconds);
    for (;;) {
      const packet = await this.nextPacket(incoming);
      if (packet === null) return;
      this.awaitsPong = false;
      this.handle(packet);
    }
  }

  private begin(welcome: Received, keepAliveSeconds: number): void {
    this.connected = true;
    this.retryMs = FIRST_RETRY_MS;
    this.awaitsPong = false;
    if (!welcome.sessionPresent) this.halfReceived.clear();
    this.outbox.maxInflight = welcome.receiveMaximum;
    this.outbox.restart();
    const seconds = welcome.serverKeepAlive >= 0 ? welcome.serverKeepAlive : keepAliveSeconds;
    this.lastSentMs = this.clock.nowMs();
    if (seconds > 0) this.armPing(seconds * 1000);
    // Also with a session that the broker has kept: it sends retained messages again, and costs one packet each.
    for (const { filter, qos } of this.subscriptions) {
      void this.put(wire.subscribePacket(this.version, this.outbox.newId(), filter, qos));
    }
    this.pump();
    this.options.onConnect?.();
  }

  private handle(packet: Received): void {
    const failed = packet.reason >= 0x80;
    switch (packet.type) {
      case wire.PUBLISH:
        this.receive(packet);
        break;
      case wire.PUBACK:
      case wire.PUBCOMP:
        this.outbox.done(packet.id, !failed);
        this.pump();
        break;
      case wire.PUBREC:
        if (failed) {
          this.outbox.done(packet.id, false);
          this.pump();
        } else {
          this.outbox.release(packet.id);
          void this.put(wire.answerPacket(wire.PUBREL, packet.id));
        }
        break;
      case wire.PUBREL:
        this.halfReceived.delete(packet.id);
        void this.put(wire.answerPacket(wire.PUBCOMP, packet.id));
        break;
      case wire.SUBACK:
        if (failed) this.options.onDisconnect?.("the broker refuses a subscription");
        break;
      case wire.DISCONNECT:
        throw new Error(`the broker ends the connection: ${refusal(packet.reason)}`);
      case wire.CONNACK:
        throw new Error("the broker sends CONNACK twice");
      default:
    }
  }

  /** §4.3: QoS 1 is acknowledged, QoS 2 is delivered once, however often it comes. */
  private receive(packet: Received): void {
    const { topic, payload, qos, id, retain } = packet;
    const isNew = qos < 2 || !this.halfReceived.has(id);
    if (qos === 2) {
      this.halfReceived.add(id);
      if (this.halfReceived.size > MAX_HALF_RECEIVED)
        throw new Error("the broker leaves too much half delivered");
    }
    if (isNew) this.deliver(topic, payload.slice(), retain);
    if (qos === 1) void this.put(wire.answerPacket(wire.PUBACK, id));
    if (qos === 2) void this.put(wire.answerPacket(wire.PUBREC, id));
  }

  private deliver(topic: string, payload: Uint8Array, retain: boolean): void {
    const message = { topic, payload, retain, text: () => new TextDecoder().decode(payload) };
    for (const { filter, handler } of [...this.subscriptions]) {
      if (!topicMatches(filter, topic)) continue;
      try {
        handler(message);
      } catch (error) {
        console.error(`mqtt: the handler of ${filter} failed: ${String(error)}`);
      }
    }
  }

  /** Null when the broker has ended. */
  private async nextPacket(incoming: Incoming): Promise<Received | null> {
    const maxBytes = this.options.maxPacketBytes ?? 65_536;
    for (;;) {
      const extent = findExtent(incoming.bytes, incoming.at, incoming.end);
      if (extent === "bad") throw new Error("the broker sends a broken packet");
      if (extent !== null && extent.end - incoming.at > maxBytes)
        throw new Error("the broker sends too long a packet");
      if (extent !== null && extent.end <= incoming.end) {
        const packet = parsePacket(this.version, incoming.bytes, incoming.bytes[incoming.at]!, extent);
        if (packet === null) throw new Error("the broker sends a broken packet");
        incoming.at = extent.end;
        return packet;
      }
      if (!(await incoming.more())) return null;
    }
  }

  /** Sends from the outbox what may be sent. */
  private pump(): void {
    while (this.connected) {
      const packet = this.outbox.next(this.version);
      if (packet === null) return;
      void this.put(packet);
    }
  }

  /** Whether the connection has taken the packet. Never rejects. */
  private async put(packet: Uint8Array): Promise<boolean> {
    const tcp = this.tcp;
    if (tcp === null) return false;
    this.lastSentMs = this.clock.nowMs();
    this.unsentBytes += packet.length;
    try {
      await tcp.write(packet);
    } catch (error) {
      if (!(error instanceof NetError)) throw error;
      return false;
    }
    if (tcp === this.tcp) this.unsentBytes -= packet.length;
    return true;
  }

  /** §3.1.2.10: something goes out within every keep-alive; a broker that does not answer a ping is gone. */
  private armPing(keepAliveMs: number): void {
    const dueMs = this.lastSentMs + keepAliveMs - this.clock.nowMs();
    this.cancelTimer = this.clock.after(Math.max(dueMs, 1), () => {
      if (!this.connected) return;
      if (this.awaitsPong) {
        this.tcp?.abort();
        return;
      }
      if (this.clock.nowMs() - this.lastSentMs >= keepAliveMs) {
        this.awaitsPong = true;
        void this.put(wire.emptyPacket(wire.PINGREQ));
      }
      this.armPing(keepAliveMs);
    });
  }
}

/** Reason codes that people meet (3.1.1 §3.2.2.3, 5.0 §2.4). */
function refusal(code: number): string {
  if (code === 1 || code === 0x84) return "it does not speak this version of MQTT";
  if (code === 2 || code === 0x85) return "it does not take this client identifier";
  if (code === 4 || code === 0x86) return "wrong name or password";
  if (code === 5 || code === 0x87) return "not authorised";
  if (code === 0x8e) return "another client has taken this identifier";
  return `code ${code}`;
}
