// await at the top level of the entry module pauses it; later code sees the results.
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
console.log("start");
await pause(5);
const value = await Promise.resolve(41);
console.log(value + 1);
for (const n of [1, 2]) {
  await pause(1);
  console.log("item", n);
}
try {
  await Promise.reject(new Error("no"));
} catch (error) {
  console.log((error as Error).message);
}
console.log("end");
