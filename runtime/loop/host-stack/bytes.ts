// Reading the little-endian numbers and texts of an executable (ELF and DWARF 5).

import { byteGet } from "../../lang/native.ts";
import { strFromUtf8 } from "../../lang/utf8.ts";

export class Reader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  u8(): number {
    return byteGet(this.bytes, this.at++);
  }

  u16(): number {
    return this.u8() + this.u8() * 0x100;
  }

  u32(): number {
    return this.u16() + this.u16() * 0x1_0000;
  }

  u64(): number {
    return this.u32() + this.u32() * 0x1_0000_0000;
  }

  /** LEB128 without a sign. */
  uleb(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
      if (byte < 0x80) return value;
    }
  }

  /** LEB128 with a sign, which is in the last byte. */
  sleb(): number {
    const start = this.at;
    const value = this.uleb();
    const isNegative = (byteGet(this.bytes, this.at - 1) & 0x40) !== 0;
    return isNegative ? value - 0x80 ** (this.at - start) : value;
  }

  /** Up to a zero byte. */
  text(): string {
    const start = this.at;
    while (this.at < this.bytes.length && this.u8() !== 0);
    return strFromUtf8(this.bytes, start, this.at - 1);
  }
}
