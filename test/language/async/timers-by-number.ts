// A timer as a number clears it, refresh() starts its time anew, and close() is clearTimeout.
const t = setTimeout(() => console.log("never"), 5);
const n = Number(t);
console.log(typeof n, n > 0, +(t as unknown as number) === n, t[Symbol.toPrimitive]() === n);
clearTimeout(n);
const u = setInterval(() => console.log("never"), 5);
clearInterval(`${u[Symbol.toPrimitive]()}`);
console.log(Number(u) > n);
setTimeout(() => console.log("never"), 4).close();
clearTimeout(1e9);
clearTimeout("no number");

let times = 0;
const repeated = setInterval(() => {
  console.log("turn", ++times);
  if (times === 3) clearInterval(Number(repeated));
}, 1);

let again = 0;
const once = setTimeout(() => {
  console.log("once", ++again);
  if (again < 3) once.refresh();
  else console.log(once.close().refresh() === once);
}, 30);

const late = setTimeout(() => console.log("late"), 70);
setTimeout(() => console.log("refreshed", late.refresh() === late), 60);
setTimeout(() => console.log("between"), 100);
