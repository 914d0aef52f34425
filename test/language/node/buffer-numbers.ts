// Buffer's numbers: reading and writing integers and floating-point numbers of all sizes in both orders of bytes.
const bytes = Buffer.from([0x81, 0x02, 0xf3, 0x04, 0x95, 0x06, 0xe7, 0x08, 0x40]);
console.log(bytes.readUInt8(), bytes.readInt8(0), bytes.readUInt16LE(1), bytes.readUInt16BE(1), bytes.readInt16LE(2), bytes.readInt16BE(2));
console.log(bytes.readUInt32LE(), bytes.readUInt32BE(1), bytes.readInt32LE(2), bytes.readInt32BE(4), bytes.readUint32BE(5));
console.log(bytes.readFloatLE(), bytes.readFloatBE(1), bytes.readDoubleLE(1), bytes.readDoubleBE());
for (let size = 1; size <= 6; size++) console.log(bytes.readUIntLE(0, size), bytes.readUIntBE(1, size), bytes.readIntLE(2, size), bytes.readIntBE(0, size));
const out = Buffer.alloc(16);
console.log(out.writeUInt8(200), out.writeInt8(-5, 1), out.writeUInt16LE(0x1234, 2), out.writeUInt16BE(0x1234, 4), out.writeInt16LE(-2, 6), out.writeInt16BE(-2, 8), out);
console.log(out.writeUInt32LE(0xdeadbeef), out.writeUInt32BE(0xdeadbeef, 4), out.writeInt32LE(-7, 8), out.writeInt32BE(-7, 12), out);
console.log(out.writeFloatLE(1.5), out.writeFloatBE(-0.1, 4), out.writeDoubleLE(Math.PI, 8), out, out.writeDoubleBE(1e300), out);
console.log(out.writeUIntLE(0x123456789abc, 0, 6), out.writeUIntBE(0x123456, 6, 3), out.writeIntLE(-2, 9, 5), out.writeIntBE(-300, 14, 2), out);
console.log(out.writeUInt8(2.9), out.writeInt16LE(NaN, 2), out.writeUIntBE(1.5, 4, 2), out);
const attempt = (work: () => unknown): void => {
  try {
    console.log(work());
  } catch (error) {
    console.log(String(error), (error as { code?: string }).code);
  }
};
attempt(() => bytes.readUInt8(9));
attempt(() => bytes.readUInt8(-1));
attempt(() => bytes.readUInt16LE(1.5));
attempt(() => bytes.readUInt32LE("1" as unknown as number));
attempt(() => Buffer.alloc(2).readUInt32LE());
attempt(() => bytes.readUIntLE(0, 7));
attempt(() => bytes.readUIntLE(undefined as unknown as number, 2));
attempt(() => out.writeUInt8(256));
attempt(() => out.writeInt8(-129));
attempt(() => out.writeUInt32LE(2 ** 32));
attempt(() => out.writeInt32BE(2 ** 40));
attempt(() => out.writeUIntLE(2 ** 48, 0, 6));
attempt(() => out.writeIntBE(2 ** 40, 0, 5));
attempt(() => out.writeUInt16BE(1, 15));
attempt(() => out.writeFloatLE(1, 13));
