// A generic bounded by a field reads that field at the right place for every layout, and returns the whole value.
function largest<T extends { size: number }>(items: T[]): T {
  let best = items[0];
  for (const item of items) if (item.size > best.size) best = item;
  return best;
}
const boxes = [
  { size: 3, name: "small" },
  { size: 9, name: "big" },
];
const files = [
  { path: "/a", size: 10, mode: 7 },
  { path: "/b", size: 2, mode: 6 },
];
class Tank {
  level = 0.5;
  size: number;
  constructor(size: number) {
    this.size = size;
  }
}
console.log(largest(boxes).name, largest(files).path, largest([new Tank(1), new Tank(4)]).level);
console.log(largest<{ size: number }>([boxes[0], files[0], new Tank(7)]).size);
function withSize<T extends { size: number }>(item: T, size: number): T {
  return { ...item, size };
}
const resized = withSize(files[1], 77);
console.log(resized.path, resized.size, files[1].size, resized.mode);
