// Functions of console, Math and JSON that a program replaces by name, or by a helper, are called by everyone.
const lines: string[] = [];
const log = console.log;
console.log = (...args: unknown[]): void => {
  lines.push(args.join(" "));
};
console.log("captured", 1);
console.log = log;
console.log("printed", lines);
const random = Math.random;
Math.random = () => 0.25;
console.log(Math.random(), [1, 2].map(() => Math.random()));
Math.random = random;
console.log(Math.random() < 1, Math.random === random);
function spyOn(object: any, name: string): string[] {
  const seen: string[] = [];
  const old = object[name];
  object[name] = (...args: unknown[]) => {
    seen.push(`${name}(${args.join()})`);
    return old.apply(object, args);
  };
  return seen;
}
const seen = spyOn(console, "warn");
console.warn("careful", 2);
console.log(seen);
const max = spyOn(Math, "max");
console.log(Math.max(1, 5, 3), Math.min(4, 2), max);
const parse = JSON.parse;
JSON.parse = (text: string) => ({ text });
console.log(JSON.parse("[1]"));
JSON.parse = parse;
console.log(JSON.parse("[1]"));
