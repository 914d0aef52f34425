// Throwing and catching very often keeps its state right and leaks nothing visible.
let caught = 0;
let sum = 0;
function risky(i: number): number {
  if (i % 3 === 0) throw new Error(`e${i}`);
  if (i % 5 === 0) throw i;
  return i;
}
for (let i = 0; i < 30000; i += 1) {
  try {
    sum += risky(i);
  } catch (error) {
    caught += 1;
    if (typeof error === "number") sum += error * 2;
    else if (error instanceof Error) sum += error.message.length;
  }
}
console.log(caught, sum);
function depth(n: number): number {
  if (n === 0) throw new Error("bottom");
  return 1 + depth(n - 1);
}
let bottoms = 0;
for (let i = 0; i < 200; i += 1) {
  try {
    depth(100);
  } catch {
    bottoms += 1;
  }
}
console.log(bottoms);
