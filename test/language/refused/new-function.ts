// The Function constructor compiles text at run time.
const add = new Function("a", "b", "return a + b"); //! refused
console.log(add(1, 2));
const called = Function("return 1"); //! refused
console.log(called());
