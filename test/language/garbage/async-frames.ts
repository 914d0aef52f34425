// Suspended async functions keep their locals alive over many collections.
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
async function holder(id: number): Promise<number> {
  const big = Array.from({ length: 200 }, (_, i) => ({ value: i * id }));
  const label = `holder ${id}`;
  await pause(id % 3);
  let garbage = 0;
  for (let i = 0; i < 500; i += 1) garbage += [i, i + 1].length;
  await null;
  try {
    if (id % 10 === 0) throw new Error(label);
    return big.reduce((sum, { value }) => sum + value, 0) + garbage;
  } catch (error) {
    await pause(1);
    return -(error as Error).message.length - big[199].value;
  }
}
async function main(): Promise<void> {
  const results = await Promise.all(Array.from({ length: 200 }, (_, id) => holder(id)));
  console.log(results.length, results.reduce((a, b) => a + b), results[7], results[10], results[199]);
}
main();
