// Adding and removing at both ends: results, lengths, empty arrays, growth over many elements.
const a: number[] = [];
console.log(a.pop(), a.shift(), a.push(), a.push(1), a.push(2, 3), a.unshift(0), a.unshift(-2, -1));
console.log(a.join(), a.pop(), a.shift(), a.length);
const queue: number[] = [];
let sum = 0;
for (let i = 0; i < 5000; i += 1) {
  queue.push(i);
  if (i % 3 === 2) sum += queue.shift()! * (i % 7);
}
console.log(queue.length, queue[0], queue.at(-1), sum);
const words: string[] = ["b"];
words.unshift("a");
words.push("c", "d");
console.log(words.shift(), words.pop(), words.join(""));
