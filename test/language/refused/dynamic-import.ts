// Modules are linked when the program is compiled.
const name = "./eval.ts";
const module = await import(name); //! refused
console.log(typeof module);
