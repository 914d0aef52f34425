// Thousands of pending promises and awaits, deep chains and long loops of awaits finish in order.
async function one(i: number): Promise<number> {
  for (let k = 0; k < i % 5; k += 1) await null;
  return i;
}
async function main(): Promise<void> {
  const finished: number[] = [];
  await Promise.all(Array.from({ length: 3000 }, async (_, i) => {
    finished.push(await one(i));
  }));
  console.log(finished.length, finished.slice(0, 10).join(), finished.slice(-5).join());
  let chain: Promise<number> = Promise.resolve(0);
  for (let i = 1; i <= 2000; i += 1) chain = chain.then((n) => n + i);
  console.log(await chain);
  let sum = 0;
  for (let i = 0; i < 5000; i += 1) sum += await i;
  console.log(sum);
  const deep = async (n: number): Promise<number> => (n === 0 ? 0 : 1 + (await deep(n - 1)));
  console.log(await deep(500));
}
main();
