// Timers fire by delay, equal delays in order of creation; arguments, nesting, clearing, missing delays.
// Only timers set in the same turn are compared with each other, so a slow machine changes nothing.
const log: string[] = [];
const note = (text: string) => (): void => {
  log.push(text);
};
setTimeout(note("30"), 30);
setTimeout(note("10a"), 10);
setTimeout(note("10b"), 10);
setTimeout(note("1"), 1);
setTimeout((a: number, b: string) => log.push(`args ${a} ${b}`), 15, 7, "x");
const cancelled = setTimeout(note("cancelled"), 5);
const cancelledLater = setTimeout(note("cancelled later"), 60);
clearTimeout(cancelled);
clearTimeout(cancelled);
clearTimeout(undefined);
setTimeout(() => {
  log.push("40 clears");
  clearTimeout(cancelledLater);
  setTimeout(() => {
    log.push("nested 40");
    console.log(log.join("\n"));
  }, 40);
  setTimeout(note("nested 5"), 5);
  queueMicrotask(note("micro of 40"));
}, 40);
setTimeout(note("none"));
queueMicrotask(note("micro"));
