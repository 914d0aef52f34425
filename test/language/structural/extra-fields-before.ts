// Width subtyping: a value with more fields, standing before the wanted ones, keeps its identity and its extra fields.
interface Named {
  name: string;
}
interface Person {
  age: number;
  city: string;
  name: string;
}
function rename(thing: Named, name: string): Named {
  thing.name = name;
  return thing;
}
const person: Person = { age: 41, city: "Oslo", name: "Kari" };
const same = rename(person, "Liv");
console.log(person.name, person.age, person.city);
console.log(same === person);
const wide = same as Person;
wide.age += 1;
console.log(person.age, same.name);
const things: Named[] = [{ name: "lamp" }, person, { ...person, name: "copy" }];
console.log(things.map((thing) => thing.name).join(" "));
console.log(things.indexOf(person));
