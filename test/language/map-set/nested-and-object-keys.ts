// Maps of maps, sets of objects, object keys with changing fields, grouping and an index.
class Person {
  name: string;
  team: string;
  constructor(name: string, team: string) {
    this.name = name;
    this.team = team;
  }
}
const people = [new Person("ann", "red"), new Person("bob", "blue"), new Person("cid", "red")];
const teams = new Map<string, Set<Person>>();
for (const p of people) {
  let team = teams.get(p.team);
  if (!team) teams.set(p.team, (team = new Set()));
  team.add(p);
}
for (const [team, members] of teams) console.log(team, [...members].map((p) => p.name).join("+"));
const scores = new Map<Person, number>();
for (const p of people) scores.set(p, p.name.length);
people[0].name = "annabel";
scores.set(people[0], scores.get(people[0])! + 10);
console.log([...scores].map(([p, n]) => `${p.name}:${n}`).join(), scores.get(new Person("bob", "blue")));
const grid = new Map<number, Map<number, string>>();
for (let r = 0; r < 3; r += 1) {
  grid.set(r, new Map());
  for (let c = 0; c <= r; c += 1) grid.get(r)!.set(c, `${r}${c}`);
}
console.log([...grid.values()].map((row) => [...row.values()].join()).join(";"), grid.get(2)?.get(1), grid.get(1)?.get(2));
