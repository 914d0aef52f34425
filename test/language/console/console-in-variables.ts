// The objects console, Math and JSON in variables, fields and parameters of their types.
class Logger {
  private readonly out: Console;
  constructor(out: Console = console) {
    this.out = out;
  }
  say(text: string): void {
    this.out.log("[log]", text, { a: 1 });
    this.out.group("group");
    this.out.info("%s!", text);
    this.out.groupEnd();
  }
}
new Logger().say("one");
new Logger(console).say("two");
const silent: Console = { ...console, log: () => undefined };
silent.log("never");
const lines: string[] = [];
const recording: Pick<Console, "log"> = { log: (...data: unknown[]) => void lines.push(data.join(" ")) };
recording.log("three", 3);
console.log(lines);

const out = console;
out.log("four");
const m = Math;
console.log(m.max(1, 2), m.floor(2.5), m.PI > 3);
function roundBy(math: Math, n: number): number {
  return math.round(n);
}
console.log(roundBy(Math, 2.6));
const codec: JSON = JSON;
console.log(codec.stringify({ a: [1] }), codec.parse("[1]"));
