// What an async function returns: values, promises, nothing; awaiting promises costs turns as specified.
const log: string[] = [];
async function value(): Promise<number> {
  return 1;
}
async function promised(): Promise<number> {
  return Promise.resolve(2);
}
async function awaited(): Promise<number> {
  return await Promise.resolve(3);
}
async function nothing(): Promise<void> {}
const arrow = async (n: number): Promise<number> => n * 2;
promised().then((n) => log.push(`promised ${n}`));
awaited().then((n) => log.push(`awaited ${n}`));
value().then((n) => log.push(`value ${n}`));
nothing().then((n) => log.push(`nothing ${n}`));
for (let i = 0; i < 5; i += 1) {
  let chain = Promise.resolve();
  for (let k = 0; k < i; k += 1) chain = chain.then(() => undefined);
  chain.then(() => log.push(`turn ${i + 1}`));
}
async function main(): Promise<string> {
  const sum = (await value()) + (await promised()) * (await awaited());
  const list = [await arrow(1), await arrow(2), await 7];
  const nested = await (await (async () => async () => "inner")())();
  return `${sum} ${list.join()} ${nested} ${await arrow(await arrow(await arrow(1)))}`;
}
main().then((text) => {
  console.log(text);
  for (const line of log) console.log(line);
});
