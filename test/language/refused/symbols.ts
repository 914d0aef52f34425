// Making symbols, and properties under them.
const key = Symbol("key"); //! refused
const shared = Symbol.for("shared"); //! refused
console.log(typeof key, typeof shared);
