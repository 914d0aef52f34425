// Timers fire by delay, equal delays in order of creation; arguments, nesting, clearing, missing delays.
// Delays set in one turn differ by more than that turn takes on a slow machine: the clock goes on between two calls.
const log: string[] = [];
const note = (text: string) => (): void => {
  log.push(text);
};
setTimeout(note("300"), 300);
setTimeout(note("100a"), 100);
setTimeout(note("100b"), 100);
setTimeout(note("1"), 1);
setTimeout((a: number, b: string) => log.push(`args ${a} ${b}`), 150, 7, "x");
const cancelled = setTimeout(note("cancelled"), 50);
const cancelledLater = setTimeout(note("cancelled later"), 600);
clearTimeout(cancelled);
clearTimeout(cancelled);
clearTimeout(undefined);
setTimeout(() => {
  log.push("400 clears");
  clearTimeout(cancelledLater);
  setTimeout(() => {
    log.push("nested 400");
    console.log(log.join("\n"));
  }, 400);
  setTimeout(note("nested 50"), 50);
  queueMicrotask(note("micro of 400"));
}, 400);
setTimeout(note("none"));
queueMicrotask(note("micro"));
