// An uncaught error in a timer ends the program; earlier timers ran, later ones do not.
setTimeout(() => console.log("first"), 1);
setTimeout(() => {
  throw new RangeError("in timer");
}, 5);
setTimeout(() => console.log("never"), 10);
console.log("sync");
