// Promise.all, allSettled, race and any: results in order, first rejection, empty inputs, plain values.
const after = <T>(ms: number, value: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), ms));
const failAfter = (ms: number, text: string): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error(text)), ms));
async function main(): Promise<void> {
  console.log((await Promise.all([after(30, "slow"), after(5, "fast"), "plain", Promise.resolve(4)])).join());
  try {
    await Promise.all([after(1, "x"), failAfter(20, "late"), failAfter(5, "early")]);
  } catch (error) {
    console.log((error as Error).message);
  }
  const settled = await Promise.allSettled([after(10, 1), failAfter(2, "no"), 3]);
  for (const s of settled) console.log(s.status, s.status === "fulfilled" ? s.value : (s.reason as Error).message);
  console.log(await Promise.race([after(30, "slow"), after(5, "fast"), failAfter(60, "never")]));
  console.log(await Promise.any([failAfter(2, "a"), after(20, "second"), after(60, "third")]));
  try {
    await Promise.any([failAfter(5, "a"), failAfter(2, "b")]);
  } catch (error) {
    const all = error as AggregateError;
    console.log(all.name, all.message, all.errors.map((e: Error) => e.message).join());
  }
  console.log((await Promise.all([])).length, (await Promise.allSettled([])).length);
  const sums = await Promise.all([1, 2, 3].map(async (n) => {
    await after(10 - n * 3, null);
    return n * n;
  }));
  console.log(sums.join());
}
main().then(() => console.log("done"));
