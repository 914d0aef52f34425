// process.memoryUsage() counts what is in use: it grows by what is kept.

const before = process.memoryUsage();
console.log(Object.keys(before).join());
console.log(before.heapUsed > 0);

const kept: string[][] = [];
for (let i = 0; i < 20_000; i++) kept.push([`text ${i}`, `more ${i}`]);
console.log(process.memoryUsage().heapUsed - before.heapUsed > 20_000 * 8, kept.length);
