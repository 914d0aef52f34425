// Generator functions and methods, and yield.
function* numbers(): Generator<number> { //! refused
  yield 1;
}
class Source {
  *[Symbol.iterator](): Generator<number> { //! refused
    yield 2;
  }
}
console.log([...numbers(), ...new Source()].length);
