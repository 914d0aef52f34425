// Property attributes and accessors made at run time.
const o = { n: 1 };
Object.defineProperty(o, "m", { get: () => 2 }); //! refused
Object.defineProperties(o, { k: { value: 3 } }); //! refused
console.log(Object.keys(o).length);
