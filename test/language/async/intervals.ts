// setInterval repeats until cleared, also from inside, and passes arguments; a cleared one never fires again.
// Each interval is observed by itself, so a slow machine changes nothing.
function repeat(delayMs: number, times: number, step: number): Promise<string> {
  return new Promise((resolve) => {
    const log: number[] = [];
    const timer = setInterval(
      (by: number) => {
        log.push((log.at(-1) ?? 0) + by);
        if (log.length < times) return;
        clearInterval(timer);
        resolve(`${delayMs}: ${log.join()}`);
      },
      delayMs,
      step,
    );
  });
}
const never = setInterval(() => console.log("never"), 1);
clearInterval(never);
let outside = 0;
const counting = setInterval(() => {
  outside += 1;
}, 1);
async function main(): Promise<void> {
  const both = [repeat(5, 4, 10), repeat(2, 3, 1)];
  for (const text of both) console.log(await text);
  console.log(await repeat(1, 20, 0.5));
  clearInterval(counting);
  const seen = outside;
  console.log(seen > 0);
  await repeat(2, 5, 0);
  console.log(outside === seen);
}
main();
