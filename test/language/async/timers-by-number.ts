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
  if (times < 3) return;
  clearInterval(Number(repeated));
  refreshItself();
}, 1);

function refreshItself(): void {
  let again = 0;
  const once = setTimeout(() => {
    console.log("once", ++again);
    if (again < 3) once.refresh();
    else {
      console.log(once.close().refresh() === once);
      refreshAnother();
    }
  }, 2);
}

function refreshAnother(): void {
  // Each is made after those that are due before it: however long that takes, the order is the same.
  setTimeout(() => {
    setTimeout(() => console.log("before it, for its time begins with refresh()"), 20);
    console.log("refreshed", late.refresh() === late);
  }, 1);
  const late = setTimeout(() => console.log("late"), 40);
}
