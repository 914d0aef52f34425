// process.exit ends at once with its code: nothing after it runs, no finally, no timers.
setTimeout(() => console.log("never"), 0);
Promise.resolve().then(() => console.log("never"));
try {
  console.log("exiting");
  process.exit(3);
} finally {
  console.log("never");
}
