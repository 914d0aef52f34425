// Getters and setters in object literals.
const o = {
  n: 1,
  get double(): number { //! refused
    return this.n * 2;
  },
};
console.log(o.double);
