// process: words, output without a line end, clocks, an unknown name of the environment, and the order of ticks.
const count = +(process.argv[2] ?? "7");
console.log(count, process.argv.length, process.argv.slice(2));
process.stdout.write("no line end; ");
console.log(process.stdout.write(`then é ${count}\n`));
const write = process.stdout.write.bind(process.stdout);
write("bound\n");

const [seconds, nanoseconds] = process.hrtime();
const [passed, rest] = process.hrtime([seconds, nanoseconds]);
console.log(Number.isInteger(seconds), nanoseconds >= 0 && nanoseconds < 1e9, passed, rest >= 0 && rest < 1e9);
const first = process.hrtime.bigint();
console.log(typeof first, process.hrtime.bigint() >= first, process.uptime() >= 0);
console.log(process.env.NO_SUCH_NAME, process.env["NO SUCH NAME"] ?? "none");

process.nextTick(
  (a: number, b: string) => {
    console.log("tick", a, b);
    process.nextTick(() => console.log("tick of a tick"));
    void Promise.resolve().then(() => console.log("job of a tick"));
  },
  1,
  "x",
);
void Promise.resolve()
  .then(() => console.log("job"))
  .then(() => process.nextTick(() => console.log("tick of a job")))
  .then(() => console.log("last job"));
setTimeout(() => {
  void Promise.resolve().then(() => console.log("later job"));
  process.nextTick(() => console.log("later tick"));
}, 1);
