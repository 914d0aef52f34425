// Callback methods with index and array arguments, chained, over kinds that change from step to step.
const numbers = [3, -1, 4, 1.5, -9, 2];
console.log(numbers.map((n, i) => n * i).join());
console.log(numbers.filter((n) => n > 0).map((n) => `${n}!`).join(" "));
console.log(numbers.reduce((a, b) => a + b), numbers.reduce((a, b) => a + b, 100));
console.log(numbers.reduceRight((text, n, i) => `${text}${i}:${n} `, ""));
console.log(numbers.map((n) => n > 0).join(), numbers.map((n) => (n > 0 ? n : null)).join());
console.log(numbers.flatMap((n) => (n > 2 ? [n, -n] : [])).join());
const indexes: number[] = [];
numbers.forEach((n, index, all) => {
  if (all[all.length - 1 - index] < n) indexes.push(index);
});
console.log(indexes.join());
try {
  console.log(([] as number[]).reduce((a, b) => a + b));
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}
console.log(["1", "2", "3"].map(Number).join(), ["10", "10", "10"].map((s, i) => parseInt(s, i + 2)).join());
