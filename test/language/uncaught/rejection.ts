// A rejection that nobody handles ends the program with exit code 1 once microtasks are done.
async function main(): Promise<void> {
  await null;
  console.log("rejecting");
  throw new Error("nobody cares");
}
setTimeout(() => console.log("never"), 20);
main();
Promise.resolve().then(() => console.log("microtask"));
console.log("sync");
