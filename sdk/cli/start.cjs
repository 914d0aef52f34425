// Runs main.ts of the bundle in this process. CommonJS, because a process that begins as a snapshot can load nothing else.

const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { setFlagsFromString } = require("node:v8");

// V8 11 (Node 20) optimises what will be over before that pays, on a processor that the C compiler has better use for.
// Counted in bytecode; the default is 135168. Later versions say of the flag that they do not know it.
if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=1000000");

module.exports = async function start(words) {
  // `ingot ... | head` closes our stdout early: that is not an error worth a stack trace.
  process.stdout.on("error", (error) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  // A stack trace in a report of a bug should name the .ts files.
  process.setSourceMapsEnabled(true);
  const { main } = await import(pathToFileURL(join(__dirname, "..", "..", "dist", "ingot.mjs")).href);
  process.exitCode = await main(words);
};
