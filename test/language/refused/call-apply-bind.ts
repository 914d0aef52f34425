// Calls with a `this` chosen at run time.
function show(this: { n: number }, by: number): number {
  return this.n * by;
}
console.log(show.call({ n: 1 }, 2)); //! refused
console.log(show.apply({ n: 1 }, [3])); //! refused
console.log(show.bind({ n: 1 })(4)); //! refused
