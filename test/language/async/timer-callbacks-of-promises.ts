// A promise's resolve function as the callback of a timer, whatever the promise is of.
const sleep = (ms: number) => {
  return new Promise((resolve) => setTimeout(resolve, ms));
};
const immediately = () => new Promise((resolve) => setImmediate(resolve));
async function main(): Promise<void> {
  console.log(await sleep(1));
  console.log(await immediately());
  await new Promise<void>((resolve) => setTimeout(resolve, 1));
  const timer: NodeJS.Timeout = setTimeout((text: string) => console.log(text), 1, "with an argument");
  console.log(typeof timer);
}
main();
