// Objects that get the same fields in different orders end with different layouts and the same meaning.
interface Person {
  first?: string;
  last?: string;
  age?: number;
}
function fill(order: string): Person {
  const person: Person = {};
  for (const c of order) {
    if (c === "f") person.first = `F${order}`;
    else if (c === "l") person.last = `L${order}`;
    else person.age = (person.age ?? 0) + order.length;
  }
  return person;
}
const people = ["fla", "afl", "lfa", "a", "", "aa", "ffl"].map(fill);
for (const person of people) {
  console.log(person.first, person.last, person.age, Object.keys(person).join());
}
let total = 0;
for (let i = 0; i < 1000; i += 1) {
  const p = people[i % people.length];
  if (p.age !== undefined) p.age += 0.5;
  total += (p.age ?? 0) + (p.first?.length ?? 0);
}
console.log(total);
