// new Array(n) has holes: skipped by forEach and map, filled by fill, read as undefined, counted in length.
const holes = new Array<number>(4);
console.log(holes.length, holes[0], 0 in holes, holes.join("-"));
let visits = 0;
holes.forEach(() => {
  visits += 1;
});
holes[2] = 7;
holes.forEach((value, index) => console.log("visit", index, value));
console.log(visits, holes.map((n) => n + 1).join("-"), holes.indexOf(undefined as never), holes.includes(undefined as never));
console.log(Object.keys(holes).join(), [...holes].map(String).join());
console.log(new Array<number>(3).fill(5).join(), new Array<string>(2).fill("ab").join(""));
const partly = [0, 0, 0, 0, 0].fill(1, 1, 3).fill(2, -1);
console.log(partly.join());
const list = Array.from({ length: 3 }, (_, i) => i * i);
console.log(list.join(), Array.of(7).length, Array.from("añ€").join("|"), Array.from([1, 2], (n) => n / 4).join());
for (const value of holes) console.log(value);
