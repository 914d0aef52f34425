// A member declared as a method may be a function-valued property and the other way round; `this` follows the call.
interface Greeter {
  greet(name: string): string;
}
interface GreeterField {
  greet: (name: string) => string;
}
class ByMethod {
  prefix = "method";
  greet(name: string): string {
    return `${this.prefix} ${name}`;
  }
}
class ByField {
  prefix = "field";
  greet = (name: string): string => `${this.prefix} ${name}`;
}
const byLiteral = {
  prefix: "literal",
  greet(name: string): string {
    return `${this.prefix} ${name}`;
  },
};
const greeters: Greeter[] = [new ByMethod(), new ByField(), byLiteral, { greet: (name) => `arrow ${name}` }];
for (const greeter of greeters) console.log(greeter.greet("a"));
const fields: GreeterField[] = [new ByMethod(), new ByField(), byLiteral];
for (const field of fields) console.log(field.greet("b"));
const detached = new ByField().greet;
console.log(detached("c"));
const swapped = new ByMethod();
swapped.greet = (name) => `replaced ${name}`;
console.log(swapped.greet("d"), new ByMethod().greet("e"));
