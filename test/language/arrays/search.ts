// indexOf, lastIndexOf, includes, find, findIndex, findLast, some, every, with NaN, -0, strings and objects.
const n = [5, NaN, -0, 5, 7];
console.log(n.indexOf(5), n.lastIndexOf(5), n.indexOf(NaN), n.includes(NaN), n.indexOf(0), n.includes(0), n.indexOf(5, 1));
console.log(n.indexOf(7, -1), n.indexOf(5, -1), n.includes(5, 4), n.lastIndexOf(5, 2));
const words = ["one", "two", "three"];
console.log(words.indexOf("t" + "wo"), words.includes("four"), words.find((w) => w.length > 3), words.findIndex((w) => w === "x"));
const people = [{ name: "a", age: 1 }, { age: 2, name: "b" }, { name: "c", age: 2 }];
console.log(people.find((p) => p.age === 2)?.name, people.findLast((p) => p.age === 2)?.name, people.find((p) => p.age > 5));
console.log(people.indexOf(people[1]), people.indexOf({ age: 2, name: "b" }));
console.log(words.some((w) => w.includes("h")), words.every((w) => w.length > 2), [].some(() => true), [].every(() => false));
let calls = 0;
words.some((w) => {
  calls += 1;
  return w === "two";
});
console.log(calls, words.findLastIndex((w) => w.startsWith("t")));
