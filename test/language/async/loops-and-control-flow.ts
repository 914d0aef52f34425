// await inside for, while, do, for-of, switch, conditions, template strings, arguments and destructuring.
const later = <T>(value: T, ms = 0): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), ms));
async function main(): Promise<void> {
  let sum = 0;
  for (let i = 0; await later(i < 5); i += await later(1)) {
    if (i === 1) continue;
    if (i === 4) break;
    sum += await later(i);
  }
  console.log(sum);
  const closures: (() => number)[] = [];
  for (let i = 0; i < 3; i += 1) {
    await null;
    closures.push(() => i);
  }
  console.log(closures.map((c) => c()).join());
  let n = 3;
  while (await later(n > 0)) n -= 1;
  do n += await later(2);
  while (n < 5);
  console.log(n);
  for (const item of await later(["a", "b"])) console.log(item + (await later("!")));
  for (const [k, v] of new Map([["k", 1]])) console.log(k, v + (await later(1)));
  switch (await later("two")) {
    case await later("one"):
      console.log("never");
      break;
    case await later("two"):
      console.log(`matched ${await later("two")}`);
  }
  const { x, y = await later(9) } = await later<{ x: number; y?: number }>({ x: 1 });
  console.log(x, y, (await later(false)) || (await later("or")), (await later(null)) ?? "nullish");
  console.log(Math.max(await later(1), await later(5), 3), [await later(1), ...(await later([2, 3]))].join());
  let acc = 1;
  acc += await later(10);
  const o = { v: acc, [await later("key")]: await later("val") };
  console.log(o.v, (o as unknown as { key: string }).key);
  outer: for (let i = 0; i < 3; i += 1) {
    for (let j = 0; j < 3; j += 1) {
      if ((await later(j)) === 1) continue outer;
      if (i === 2) break outer;
      console.log(i, j);
    }
  }
}
main().then(() => console.log("end"));
