// The methods of a class are fixed when it is compiled.
class A {
  n = 1;
}
A.prototype.n = 5; //! refused
console.log(new A().n);
