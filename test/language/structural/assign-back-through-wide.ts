// A field written through the narrow view is seen through the wide one, also when the values are arrays and functions.
interface Narrow {
  list: number[];
  run: () => number;
}
class Wide {
  id = 1;
  list: number[] = [1];
  hidden = "h";
  run: () => number = () => this.id;
}
const wide = new Wide();
const narrow: Narrow = wide;
narrow.list = [4, 5, 6];
narrow.run = () => narrow.list.length;
console.log(wide.list.join(), wide.run(), wide.id, wide.hidden);
wide.list.push(7);
console.log(narrow.run());
const parts: Narrow[] = [wide, { run: () => -1, list: [] }];
for (const part of parts) console.log(part.run(), part.list.length);
