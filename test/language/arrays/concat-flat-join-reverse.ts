// concat, flat, join with null and nested values, reverse in place, copyWithin-free copies by spread.
const a = [1, 2];
const b = a.concat([3], 4, [5, 6]);
console.log(b.join(""), a.length, a.concat().join(), a.concat() === a);
console.log([1, null, undefined, "x", true, [2, [3]]].join(";"), [].join(), [null].join(), [[], [[]]].join("|"));
console.log([1, [2, [3, [4]]]].flat().length, [[1, 2], [], [3]].flat().join(), [[["deep"]]].flat(2)[0]);
const r = ["x", "y", "z"];
console.log(r.reverse() === r, r.join(), [1].reverse()[0], [1, 2, 3, 4].reverse().join());
const copy = [...b, ...r, ..."hi"];
console.log(copy.join(" "), copy.length);
console.log(String([1, [2, 3], null]), `${[]}` === "", [1, 2].toString());
