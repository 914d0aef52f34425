// process.exit() without a code uses exitCode, and exit(0) beats it.
process.exitCode = 9;
async function main(): Promise<void> {
  await null;
  console.log("working");
  setTimeout(() => process.exit(0), 1);
  setTimeout(() => console.log("never"), 50);
}
main();
