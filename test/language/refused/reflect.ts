// Reflection over calls and properties.
class A {
  n = 1;
}
const made = Reflect.construct(A, []); //! refused
console.log(Reflect.get(made, "n")); //! refused
