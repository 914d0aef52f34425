// call, apply and bind choose `this` at run time; bind also fixes leading arguments.
function show(this: { n: number }, by: number, more = 0): number {
  return this.n * by + more;
}
console.log(show.call({ n: 1 }, 2), show.apply({ n: 2 }, [3]), show.bind({ n: 3 })(4));
const bound = show.bind({ n: 5 }, 6);
console.log(bound(), bound(7), show.length, bound.length);
const max = Math.max.apply(null, [3, 9, 4]);
console.log(max);
