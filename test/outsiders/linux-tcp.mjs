// Linux's end of a transfer: Node's sockets are the kernel's TCP. Run in the namespace by transport.test.ts.
//
//   node linux-tcp.mjs send HOST BYTES       to port 5001, which answers "COUNT CHECKSUM" of what it got
//   node linux-tcp.mjs receive HOST BYTES    from port 5002; prints what came in the same form
import { connect } from "node:net";

const [, , what, host, size] = process.argv;
const total = Number(size);
const socket = connect({ host, port: what === "send" ? 5001 : 5002 });
let received = 0;
let checksum = 0x811c9dc5;
let text = "";
socket.on("connect", () => {
  if (what === "send") socket.end(pattern(total));
});
socket.on("data", (piece) => {
  if (what === "send") text += piece.toString("latin1");
  for (const byte of piece) checksum = Math.imul(checksum ^ byte, 0x01000193);
  received += piece.length;
});
socket.on("error", (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
socket.on("end", () => {
  console.log(what === "send" ? text.trim() : `${received} ${checksum >>> 0}`);
  socket.end();
});

/** Bytes in which a shift or a repetition shows: the low byte of a counter times a prime, xor its second byte. */
function pattern(count) {
  const bytes = Buffer.alloc(count);
  for (let i = 0; i < count; i++) bytes[i] = ((i * 167) ^ (i >>> 8) ^ (i >>> 16)) & 0xff;
  return bytes;
}
