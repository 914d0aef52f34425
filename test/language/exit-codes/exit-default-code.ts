// process.exit() without an argument ends with process.exitCode.
process.exitCode = 12;
setTimeout(() => process.exit(), 1);
setTimeout(() => console.log("never"), 50);
console.log("waiting");
