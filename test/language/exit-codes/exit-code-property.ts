// process.exitCode is used when the program ends by itself, after the timers.
process.exitCode = 4;
setTimeout(() => {
  console.log("timer");
  process.exitCode = 5;
}, 2);
console.log("main done");
