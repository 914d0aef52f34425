// Several async functions interleave turn by turn in a fixed order.
const log: string[] = [];
async function worker(name: string, steps: number): Promise<string> {
  for (let i = 0; i < steps; i += 1) {
    log.push(`${name}${i}`);
    await i;
  }
  return name;
}
async function parent(): Promise<void> {
  log.push("p0");
  const results = await Promise.all([worker("x", 3), worker("y", 1), worker("z", 2)]);
  log.push(results.join(""));
}
Promise.resolve().then(() => log.push("m1")).then(() => log.push("m2")).then(() => log.push("m3")).then(() => log.push("m4"));
parent().then(() => log.push("parent done"));
const deferred: (() => void)[] = [];
const gate = new Promise<void>((resolve) => deferred.push(resolve));
gate.then(() => log.push("gate 1"));
(async () => {
  await gate;
  log.push("gate 2");
  await Promise.reject(new Error("e")).catch(() => log.push("rejected"));
  log.push("gate 3");
})();
deferred[0]();
log.push("sync");
setTimeout(() => console.log(log.join(" ")), 5);
