// The chain of prototypes of a class is fixed when it is compiled.
class A {
  n = 1;
}
const other = { m: 2 };
Object.setPrototypeOf(A.prototype, other); //! refused
A.prototype.n = 5; //! refused
console.log(new A().n);
