// Buffers are Uint8Arrays: elements, iteration, views of shared memory, and what they print as.
import { Buffer as FromModule } from "node:buffer";

const buf = Buffer.from([1, 2, 300]);
buf[1] = 513;
console.log(buf[0], buf[1], buf[2], buf[3], buf.length, buf);
let sum = 0;
for (const byte of buf) sum += byte;
for (let i = 0; i < buf.length; i++) sum = sum * 10 + buf[i]!;
console.log(sum, [...buf], Array.from(buf), Object.keys(buf), 1 in buf, 3 in buf);
console.log(buf instanceof Uint8Array, buf instanceof Buffer, buf instanceof FromModule, new Uint8Array(1) instanceof Buffer);
console.log(Buffer === FromModule, Buffer.isBuffer(buf), Buffer.isBuffer(new Uint8Array(2)), buf.constructor === Buffer, buf.constructor.name);
console.log(Object.getPrototypeOf(buf) === Buffer.prototype, Object.getPrototypeOf(Buffer.prototype) === Uint8Array.prototype);
console.log(Object.prototype.toString.call(buf), ArrayBuffer.isView(buf), typeof buf, Array.isArray(buf));

const view = buf.slice(1);
view[0] = 9;
console.log(view, buf, buf.subarray(-1), buf.slice(5), buf.slice(-2, -1), view.byteOffset - buf.byteOffset, view.buffer === buf.buffer);
const typed: Uint8Array = buf;
console.log(typed.slice(0, 2), typed.subarray(1), typed.toString(), `${typed}`, typed.map((x) => x + 250));
console.log(new Uint8Array(buf), Uint8Array.from(buf), buf.filter((x) => x > 1), buf.toReversed(), buf.reduce((a, b) => a + b, 0));
const plain = new Uint8Array([104, 105]);
console.log(plain.slice(1), plain.toString(), plain.subarray(1), `${plain}`);
console.log(Buffer.from(plain.buffer), Buffer.from(plain.buffer, 1), Buffer.from(plain.buffer, 0, 1), Buffer.from(plain));
console.log(Buffer.alloc(3), Buffer.alloc(5, "ab"), Buffer.alloc(2, 257), Buffer.allocUnsafe(4).length, Buffer.of(1, 255, 256));
console.log({ buf }, [Buffer.alloc(0)], Buffer.alloc(52, 1), new Map([[buf, 1]]));
console.log(JSON.stringify(buf), JSON.stringify({ a: buf.toJSON() }), Buffer.from(JSON.parse(JSON.stringify(buf))));
buf.set([7, 8], 1);
console.log(buf, buf.at(-1), buf.join("-"), buf.includes(8), buf.indexOf(7), buf.sort(), buf.reverse(), buf.entries().next());
console.log(structuredClone(buf), buf.buffer.byteLength >= 3, buf.byteLength, buf.BYTES_PER_ELEMENT);
const tagged = Object.assign(Buffer.from("a"), { note: "x", list: [1] });
console.log(tagged, tagged.note, Object.keys(tagged));
const any: any = Buffer.from("xyz");
console.log(any[0], any[9], any.length, any.readUInt8(1), any.slice(1), any.map((x: number) => x + 1), any.missing, "" + any);
any[0] = 65;
console.log(any.toString(), any.equals(Buffer.from("Ayz")), any instanceof Uint8Array, Buffer.concat([any, buf]));
