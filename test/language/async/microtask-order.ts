// Synchronous code first, then microtasks in order of queueing, then timers; await resumes as a microtask.
const log: string[] = [];
setTimeout(() => {
  log.push("timeout");
  Promise.resolve().then(() => log.push("micro in timeout"));
}, 0);
setTimeout(() => {
  log.push("timeout 2");
}, 0);
Promise.resolve().then(() => log.push("then 1")).then(() => log.push("then 2"));
queueMicrotask(() => log.push("microtask"));
async function f(name: string): Promise<void> {
  log.push(`${name} start`);
  await null;
  log.push(`${name} after one`);
  await undefined;
  log.push(`${name} after two`);
}
f("a");
f("b").then(() => log.push("b done"));
new Promise<void>((resolve) => {
  log.push("executor");
  resolve();
  log.push("executor after resolve");
}).then(() => log.push("executor then"));
log.push("sync end");
setTimeout(() => {
  for (const line of log) console.log(line);
}, 20);
