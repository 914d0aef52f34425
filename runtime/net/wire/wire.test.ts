// Every wire format against bytes written out by hand: what parses, what is refused, what is emitted.

import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "../testing/hex.ts";
import { ARP_REPLY, ARP_REQUEST, emitArp, parseArp } from "./arp.ts";
import { addToSum, checksum, checksumHolds } from "./checksum.ts";
import {
  ETHERTYPE_ARP,
  emitEthernet,
  isBroadcast,
  isFrameFromGroup,
  isFrameTo,
  isFrameToIpv4Group,
  isGroupAddress,
  parseEthernet,
  senderOf,
} from "./ethernet.ts";
import { emitEchoReply, parseIcmp } from "./icmp.ts";
import { emitIpv4, parseIpv4 } from "./ipv4.ts";

describe("checksum (RFC 1071)", () => {
  const cases: [string, string, number][] = [
    ["the worked example of RFC 1071 §3", "0001 f203 f4f5 f6f7", 0x220d],
    ["nothing", "", 0xffff],
    ["one odd byte, padded on the right (§4.1)", "01", 0xfeff],
    ["three bytes", "0001 80", 0x7ffe],
    ["a carry out of the last fold", "ffff 0001", 0xfffe],
    ["all ones, which sum to negative zero", "ffff ffff", 0],
  ];
  for (const [name, hex, expected] of cases) {
    it(`is right for ${name}`, () => {
      const bytes = fromHex(hex);
      expect(checksum(bytes, 0, bytes.length)).toBe(expected);
    });
  }

  it("does not depend on where a sum is split at an even offset", () => {
    const bytes = fromHex("0001 f203 f4f5 f6f7");
    expect(addToSum(addToSum(0, bytes, 0, 4), bytes, 4, 8)).toBe(addToSum(0, bytes, 0, 8));
  });

  it("holds over data that carries its own checksum, and not after any bit flips", () => {
    const bytes = fromHex("4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7");
    expect(checksumHolds(bytes, 0, 20)).toBe(true);
    for (let bit = 0; bit < 160; bit++) {
      bytes[bit >> 3] ^= 1 << (bit & 7);
      expect(checksumHolds(bytes, 0, 20), `bit ${bit}`).toBe(false);
      bytes[bit >> 3] ^= 1 << (bit & 7);
    }
  });
});

describe("Ethernet", () => {
  it("parses a header wherever it lies in the bytes", () => {
    const bytes = fromHex("eeee ffffffffffff 020000000001 0806 aa");
    const frame = parseEthernet(bytes, 2, bytes.length)!;
    expect(frame.type).toBe(ETHERTYPE_ARP);
    expect(frame.payloadAt).toBe(16);
  });

  it("refuses thirteen bytes and takes fourteen", () => {
    const bytes = fromHex("ffffffffffff 020000000001 0806");
    expect(parseEthernet(bytes, 0, 13)).toBeNull();
    expect(parseEthernet(bytes, 0, 14)).not.toBeNull();
  });

  it("emits what it parses", () => {
    const bytes = fromHex("0a0b0c0d0e0f 020000000001 0800");
    const frame = parseEthernet(bytes, 0, 14)!;
    const into = new Uint8Array(14);
    const destination = fromHex("0a0b0c0d0e0f");
    expect(isFrameTo(bytes, destination)).toBe(true);
    expect(emitEthernet(into, 0, destination, senderOf(bytes), frame.type)).toBe(14);
    expect(toHex(into)).toBe(toHex(bytes));
  });

  it("tells broadcast and multicast from a single station", () => {
    const frameTo = (address: string, from = "020000000001") => fromHex(`${address} ${from} 0800`);
    expect(isBroadcast(frameTo("ffffffffffff"))).toBe(true);
    expect(isBroadcast(frameTo("fffffffffffe"))).toBe(false);
    expect(isGroupAddress(frameTo("01005e000001"))).toBe(true);
    expect(isGroupAddress(frameTo("020000000001"))).toBe(false);
    expect(isFrameFromGroup(frameTo("020000000001", "030000000001"))).toBe(true);
    expect(isFrameFromGroup(frameTo("ffffffffffff"))).toBe(false);
    expect(isFrameToIpv4Group(frameTo("01005e0000fb"), 0xe000_00fb)).toBe(true);
    expect(isFrameToIpv4Group(frameTo("01005e0000fb"), 0xe000_00fc)).toBe(false);
  });
});

describe("ARP (RFC 826)", () => {
  const REQUEST = "0001 0800 06 04 0001 020000000002 0a000202 000000000000 0a00020f";

  it("parses and emits the same 28 bytes", () => {
    const packet = parseArp(fromHex(REQUEST), 0, 28)!;
    expect(packet.operation).toBe(ARP_REQUEST);
    expect(packet.senderProtocol).toBe(0x0a000202);
    expect(packet.targetProtocol).toBe(0x0a00020f);
    const into = new Uint8Array(28);
    expect(emitArp(into, 0, packet)).toBe(28);
    expect(toHex(into)).toBe(toHex(fromHex(REQUEST)));
  });

  it("ignores the padding of a short frame", () => {
    const padded = fromHex(`${REQUEST} ${"00".repeat(18)}`);
    expect(parseArp(padded, 0, padded.length)).not.toBeNull();
  });

  it("keeps addresses above 127.255.255.255 positive", () => {
    const packet = parseArp(fromHex(REQUEST.replace("0a000202", "c0a80001")), 0, 28)!;
    expect(packet.senderProtocol).toBe(0xc0a80001);
  });

  it("takes a reply", () => {
    expect(parseArp(fromHex(REQUEST.replace("04 0001", "04 0002")), 0, 28)?.operation).toBe(ARP_REPLY);
  });

  const refused: [string, string][] = [
    ["another hardware space", REQUEST.replace("0001 0800", "0006 0800")],
    ["another protocol space", REQUEST.replace("0800", "86dd")],
    ["a wrong hardware length", REQUEST.replace("06 04", "08 04")],
    ["a wrong protocol length", REQUEST.replace("06 04", "06 10")],
    ["reverse ARP (operation 3)", REQUEST.replace("04 0001", "04 0003")],
    ["operation 0", REQUEST.replace("04 0001", "04 0000")],
    ["a packet that lacks its last byte", REQUEST.slice(0, -2)],
    ["nothing", ""],
  ];
  for (const [name, hex] of refused) {
    it(`refuses ${name}`, () => {
      const bytes = fromHex(hex);
      expect(parseArp(bytes, 0, bytes.length)).toBeNull();
    });
  }
});

describe("IPv4 (RFC 791)", () => {
  /** A header whose checksum is made right after the given change, so that only the change can be refused. */
  function header(change: (bytes: Uint8Array) => void, length = 24): Uint8Array {
    const bytes = new Uint8Array(length);
    emitIpv4(bytes, 0, { source: 0x0a000202, destination: 0x0a00020f, protocol: 1, payloadBytes: 4 });
    change(bytes);
    const headerBytes = Math.min((bytes[0] & 15) * 4, length);
    bytes[10] = 0;
    bytes[11] = 0;
    const sum = checksum(bytes, 0, headerBytes);
    bytes[10] = sum >> 8;
    bytes[11] = sum & 0xff;
    return bytes;
  }

  it("emits a header whose checksum and lengths are right", () => {
    expect(toHex(header(() => {}, 24))).toBe("4500001800004000400122d50a0002020a00020f00000000");
  });

  it("finds the payload behind options and before padding", () => {
    const bytes = header((b) => {
      b[0] = 0x46;
      b[3] = 26;
    }, 60);
    const packet = parseIpv4(bytes, 0, 60)!;
    expect(packet.payloadAt).toBe(24);
    expect(packet.payloadEnd).toBe(26);
  });

  const fragments: [string, number, number, boolean][] = [
    ["more fragments", 0x20, 0, true],
    ["the last fragment", 0x00, 1, true],
    ["the largest offset", 0x1f, 0xff, true],
    ["do not fragment", 0x40, 0, false],
    ["no flag", 0, 0, false],
  ];
  for (const [name, high, low, fragment] of fragments) {
    it(`sees ${name} as ${fragment ? "a piece" : "a whole datagram"}`, () => {
      const bytes = header((b) => {
        b[6] = high;
        b[7] = low;
      });
      expect(parseIpv4(bytes, 0, bytes.length)?.fragment).toBe(fragment);
    });
  }

  const refused: [string, (bytes: Uint8Array) => void][] = [
    ["version 6", (b) => b.fill(0x65, 0, 1)],
    ["a header length below five words", (b) => b.fill(0x44, 0, 1)],
    ["a header longer than the datagram", (b) => b.fill(0x4f, 0, 1)],
    ["a total length below the header", (b) => b.fill(19, 3, 4)],
    ["a total length beyond the frame", (b) => b.fill(25, 3, 4)],
  ];
  for (const [name, change] of refused) {
    it(`refuses ${name}`, () => {
      const bytes = header(change);
      expect(parseIpv4(bytes, 0, bytes.length)).toBeNull();
    });
  }

  it("refuses every cut-off header", () => {
    const bytes = header(() => {});
    for (let end = 0; end < 24; end++) expect(parseIpv4(bytes, 0, end), `${end} bytes`).toBeNull();
  });

  it("refuses a header with any flipped bit", () => {
    const bytes = header(() => {});
    for (let bit = 0; bit < 160; bit++) {
      bytes[bit >> 3] ^= 1 << (bit & 7);
      expect(parseIpv4(bytes, 0, bytes.length), `bit ${bit}`).toBeNull();
      bytes[bit >> 3] ^= 1 << (bit & 7);
    }
  });
});

describe("ICMP (RFC 792)", () => {
  const ECHO = "0800 0000 0102 0304 616263"; // checksum to be filled in, "abc", identifier 0x0102, sequence 0x0304

  function echo(): Uint8Array {
    const bytes = fromHex(ECHO);
    const sum = checksum(bytes, 0, bytes.length);
    bytes[2] = sum >> 8;
    bytes[3] = sum & 0xff;
    return bytes;
  }

  it("answers with the same identifier, sequence and data", () => {
    const request = echo();
    const message = parseIcmp(request, 0, request.length)!;
    expect(message.type).toBe(8);
    const into = new Uint8Array(request.length);
    expect(emitEchoReply(into, 0, message, request)).toBe(request.length);
    expect(toHex(into).slice(0, 4)).toBe("0000");
    expect(toHex(into).slice(8)).toBe("01020304616263");
    expect(checksumHolds(into, 0, into.length)).toBe(true);
  });

  it("refuses seven bytes, and any message with a flipped bit", () => {
    const bytes = echo();
    expect(parseIcmp(bytes, 0, 7)).toBeNull();
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit >> 3] ^= 1 << (bit & 7);
      expect(parseIcmp(bytes, 0, bytes.length), `bit ${bit}`).toBeNull();
      bytes[bit >> 3] ^= 1 << (bit & 7);
    }
  });
});
