// A property that holds null or undefined at first may be seen by a wider type, through which anything is stored.
interface Vertex {
  parent: number | null;
  visited?: boolean;
}
const vertices: Vertex[] = new Array(3).fill(0).map(() => ({ parent: null, visited: undefined }));
vertices[0]!.parent = 4;
vertices[1]!.visited = true;
console.log(vertices);

const narrow = { a: null, b: undefined };
const wide: { a: number | null; b?: boolean } = narrow;
wide.a = 1.5;
wide.b = false;
console.log(narrow, Object.values(narrow));

class Cell {
  next = null;
  label = undefined;
}
const cell = new Cell();
const view: { next: unknown; label: unknown } = cell;
view.next = 3;
view.label = true;
console.log(cell, view.next === 3, view.label === undefined);
