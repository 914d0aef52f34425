// Base, derived and unrelated instances go through a function whose parameter is an inline object type, many times.
class Base {
  a = 1;
  shared = 10;
}
class First extends Base {
  b = 2;
}
class Second extends Base {
  c = 0.5;
  override shared = 20.25;
}
class Unrelated {
  z = "z";
  shared = 30;
}
function read(o: { shared: number }): number {
  return o.shared;
}
function bump(o: { shared: number }, by: number): void {
  o.shared += by;
}
const objects = [new Base(), new First(), new Second(), new Unrelated(), { shared: 40 }, { q: 1, r: 2, shared: 50, s: 3 }];
let sum = 0;
for (let i = 0; i < 6000; i += 1) {
  const o = objects[(i * 5) % objects.length];
  sum += read(o);
  if (i % 7 === 0) bump(o, 1);
}
console.log(sum, objects.map(read).join());
console.log((objects[1] as First).b, (objects[2] as Second).c, (objects[3] as Unrelated).z, (objects[0] as Base).a);
