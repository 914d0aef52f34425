// Functions that replace process.stdout.write and process.stderr.write get the lines of the console.
const chunks: string[] = [];
const write = process.stdout.write;
process.stdout.write = (text: string): boolean => {
  chunks.push(text);
  return true;
};
console.log("captured", 1);
console.group("group");
console.info({ a: 1 });
console.groupEnd();
console.error("to the other stream");
process.stdout.write("also");
process.stdout.write = write;
console.log(chunks);
const err = process.stderr.write.bind(process.stderr);
process.stderr.write = (text: string): boolean => err(`error: ${text}`);
console.warn("careful");
console.log("done");
