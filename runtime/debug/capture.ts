// A packet capture as a stream: frames in the classic pcap format, which Wireshark and tshark read as they come.
//
//   file header    magic a1b2c3d4, version 2.4, zone 0, accuracy 0, longest 65535, link type 1 (Ethernet)
//   each frame     seconds, microseconds, bytes kept, bytes there were, the bytes; all numbers 32-bit little-endian
//
// A reader that is too slow loses frames, which are counted. What the debug server itself says is left out: every piece
// of a capture that is sent would otherwise be captured again.

import type { ByteSource } from "../http/body.ts";
import type { NetworkInterface } from "../net/interface.ts";

const FILE_HEADER_BYTES = 24;
const FRAME_HEADER_BYTES = 16;
const MAGIC = 0xa1b2_c3d4;
const MAJOR = 2;
const MINOR = 4;
const LONGEST_FRAME = 65_535;
const LINK_TYPE_ETHERNET = 1;
const MOST_WAITING_BYTES = 131_072;

// Where the fields of a frame lie: Ethernet II, IPv4 (RFC 791), TCP (RFC 9293).
const ETHERTYPE = 12;
const IPV4 = 14;
const PROTOCOL = IPV4 + 9;
const PROTOCOL_TCP = 6;

export class Capture implements ByteSource {
  /** Frames that the reader was too slow for. */
  lost = 0;
  private waiting: Uint8Array[] = [fileHeader()];
  private waitingBytes = 0;
  private wake: (() => void) | null = null;
  private ended = false;
  private readonly link: NetworkInterface;
  private readonly ownPort: number;

  /** Captures what `link` sends and receives, but for TCP from and to its port `ownPort`. One capture for a link. */
  constructor(link: NetworkInterface, ownPort: number) {
    this.link = link;
    this.ownPort = ownPort;
    link.tap = (bytes, length) => this.take(bytes, length);
  }

  async read(): Promise<Uint8Array | null> {
    while (this.waiting.length === 0) {
      if (this.ended) return null;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const piece = this.waiting.shift()!;
    this.waitingBytes -= piece.length;
    return piece;
  }

  /** Ends the capture. What waits can still be read. */
  cancel(): void {
    if (this.ended) return;
    this.ended = true;
    this.link.tap = null;
    this.wakeReader();
  }

  private take(bytes: Uint8Array, length: number): void {
    if (isTcpOf(bytes, length, this.ownPort)) return;
    if (this.waitingBytes > MOST_WAITING_BYTES) {
      this.lost += 1;
      return;
    }
    const record = new Uint8Array(FRAME_HEADER_BYTES + length);
    const view = new DataView(record.buffer);
    const nowMs = Date.now();
    view.setUint32(0, Math.floor(nowMs / 1000), true);
    view.setUint32(4, (nowMs % 1000) * 1000, true);
    view.setUint32(8, length, true);
    view.setUint32(12, length, true);
    record.set(bytes.subarray(0, length), FRAME_HEADER_BYTES);
    this.waiting.push(record);
    this.waitingBytes += record.length;
    this.wakeReader();
  }

  private wakeReader(): void {
    const { wake } = this;
    this.wake = null;
    if (wake !== null) wake();
  }
}

function fileHeader(): Uint8Array {
  const view = new DataView(new ArrayBuffer(FILE_HEADER_BYTES));
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, MAJOR, true);
  view.setUint16(6, MINOR, true);
  view.setUint32(16, LONGEST_FRAME, true);
  view.setUint32(20, LINK_TYPE_ETHERNET, true);
  return new Uint8Array(view.buffer);
}

/** Whether a frame is TCP over IPv4 from or to `port`. Damaged frames are nobody's. */
function isTcpOf(bytes: Uint8Array, length: number, port: number): boolean {
  if (length < IPV4 + 20 || bytes[ETHERTYPE] !== 0x08 || bytes[ETHERTYPE + 1] !== 0) return false;
  if (bytes[PROTOCOL] !== PROTOCOL_TCP) return false;
  const tcp = IPV4 + 4 * (bytes[IPV4]! & 15);
  if (length < tcp + 4) return false;
  const source = (bytes[tcp]! << 8) | bytes[tcp + 1]!;
  const destination = (bytes[tcp + 2]! << 8) | bytes[tcp + 3]!;
  return source === port || destination === port;
}
