// An interface that extends two others is implemented by literals of any field order and by unrelated classes.
interface HasId {
  id: number;
}
interface HasTags {
  tags: string[];
}
interface Item extends HasId, HasTags {
  title: string;
}
class Stored {
  tags: string[] = [];
  created = "now";
  title: string;
  id: number;
  constructor(id: number, title: string) {
    this.title = title;
    this.id = id;
  }
}
function idOf(thing: HasId): number {
  return thing.id;
}
function addTag(thing: HasTags, tag: string): void {
  thing.tags.push(tag);
}
const items: Item[] = [{ title: "t1", tags: ["x"], id: 5 }, new Stored(6, "t2"), { id: 7, title: "t3", tags: [] }];
for (const item of items) {
  addTag(item, item.title);
  console.log(idOf(item), item.tags.join("+"), item.title);
}
console.log(items.map(idOf).reduce((a, b) => a + b));
