// Object.prototype.valueOf gives objects as they are, and refuses null and undefined.
const { valueOf } = Object.prototype;
const point = { x: 1 };
console.log(valueOf.call(point) === point);
for (const nothing of [null, undefined]) {
  try {
    console.log(valueOf.call(nothing));
  } catch (error) {
    console.log(error instanceof TypeError);
  }
}
const mixed: any[] = [1, "a", true, 2n, [3], { y: 4 }, new Date(5)];
for (const value of mixed) console.log(typeof value.valueOf(), value.valueOf() === value);
console.log(point.valueOf() === point, (5 as number).valueOf(), Symbol.iterator.valueOf());
