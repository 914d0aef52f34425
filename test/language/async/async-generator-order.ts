// In which order interleaved async generators, loops and promises settle: counted in microtasks.

const order: string[] = [];
const note = (text: string): void => void order.push(text);
async function* gen(name: string): AsyncGenerator<number, number> {
  note(`${name} start`);
  yield 1;
  note(`${name} middle`);
  yield 2;
  note(`${name} end`);
  return 3;
}
async function consume(name: string): Promise<void> {
  for await (const x of gen(name)) note(`${name} ${x}`);
  note(`${name} done`);
}
async function* delegating(name: string): AsyncGenerator<number, number> {
  return yield* gen(name);
}
async function* fromSync(): AsyncGenerator<number> {
  yield* [10, 20];
}
function counter(n: number): void {
  let p = Promise.resolve();
  for (let i = 0; i < n; i++) p = p.then(() => note(`tick ${i}`));
}
async function experiment(title: string, run: () => void): Promise<void> {
  order.length = 0;
  counter(14);
  run();
  await new Promise((done) => setTimeout(done, 1, undefined));
  console.log(`${title}:`, order.join(", "));
}
await experiment("two loops", () => {
  consume("a");
  consume("b");
});
await experiment("queued requests", () => {
  const g = gen("q");
  for (const i of [1, 2, 3, 4]) g.next().then((r) => note(`${i}: ${r.value} ${r.done}`));
  note("asked");
});
await experiment("return at rest", () => {
  const g = gen("r");
  g.return(9).then((r) => note(`return ${r.value} ${r.done}`));
  g.next().then((r) => note(`next ${r.value} ${r.done}`));
});
await experiment("return while running", () => {
  const g = gen("s");
  g.next().then((r) => note(`next ${r.value} ${r.done}`));
  g.return(9).then((r) => note(`return ${r.value} ${r.done}`));
  g.return(10).then((r) => note(`return ${r.value} ${r.done}`));
  g.throw(new Error("x")).catch((e) => note(`throw ${e}`));
});
await experiment("delegation", () => {
  const g = delegating("d");
  for (const i of [1, 2, 3, 4]) g.next().then((r) => note(`${i}: ${r.value} ${r.done}`));
});
await experiment("delegation and return", () => {
  const g = delegating("e");
  g.next().then((r) => note(`next ${r.value} ${r.done}`));
  g.return(7).then((r) => note(`return ${r.value} ${r.done}`));
});
await experiment("from sync", () => {
  const g = fromSync();
  for (const i of [1, 2, 3]) g.next().then((r) => note(`${i}: ${r.value} ${r.done}`));
});
await experiment("await over sync", () => {
  (async () => {
    for await (const x of [1, Promise.resolve(2)]) note(`element ${x}`);
    note("loop done");
  })();
});
await experiment("yield of promises", () => {
  const g = (async function* () {
    yield Promise.resolve("p");
    return Promise.resolve("q");
  })();
  for (const i of [1, 2, 3]) g.next().then((r) => note(`${i}: ${r.value} ${r.done}`));
});
await experiment("throw in body", () => {
  const g = (async function* (): AsyncGenerator<number> {
    yield 1;
    throw "oops";
  })();
  g.next().then((r) => note(`1: ${r.value}`));
  g.next().catch((e) => note(`2: ${e}`));
  g.next().then((r) => note(`3: ${r.done}`));
});
