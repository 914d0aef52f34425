// What Node's module os says of every machine that programs are compiled for.
import os, { devNull, EOL, endianness, platform, type } from "node:os";

console.log(JSON.stringify(EOL), devNull, endianness(), platform(), type());
console.log(os.EOL === EOL, os.platform() === process.platform, os.type(), os.endianness(), os.devNull);
