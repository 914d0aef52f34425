// The global object has its values, functions and constructors under names that only come together at run time, too.
const globals: any = globalThis;
for (const name of ["NaN", "Infinity", "undefined", "noSuchName"]) console.log(name, globals[name], name in globals);
for (const name of ["Math", "parseInt", "Map", "Error", "Array", "isNaN", "JSON"])
  console.log(name, typeof globals[name], globals[name] === undefined);
const made = new globals[["Map", "Set"][1]!]([1, 1, 2]);
console.log(made, globals["Math"]["max"](1, 3), globals["parseInt"]("12px"));
