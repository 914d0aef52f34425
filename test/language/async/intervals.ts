// setInterval repeats until cleared, also from inside; two intervals interleave; a cleared one never fires again.
const log: string[] = [];
let fast = 0;
const a = setInterval(() => {
  fast += 1;
  log.push(`a${fast}`);
  if (fast === 3) clearInterval(a);
}, 40);
let slow = 0;
const b = setInterval((step: number) => {
  slow += step;
  log.push(`b${slow}`);
  if (slow >= 20) clearInterval(b);
}, 100, 10);
const never = setInterval(() => log.push("never"), 10);
clearInterval(never);
async function everyTick(): Promise<string> {
  return new Promise((resolve) => {
    let n = 0;
    const timer = setInterval(() => {
      n += 1;
      if (n === 4) {
        clearInterval(timer);
        resolve(`ticked ${n}`);
      }
    }, 2);
  });
}
everyTick().then((text) => log.push(text));
setTimeout(() => console.log(log.join(" ")), 320);
