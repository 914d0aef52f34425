// The field at one name is a number in one shape and a string in another; a union of both reads the right kind.
type Cell = { value: number; tag: "n" } | { tag: "s"; value: string } | { extra: number; tag: "b"; value: boolean };
function text(cell: Cell): string {
  if (cell.tag === "n") return (cell.value * 2).toString();
  if (cell.tag === "s") return cell.value + cell.value;
  return cell.value ? `yes${cell.extra}` : `no${cell.extra}`;
}
const cells: Cell[] = [
  { value: 21, tag: "n" },
  { tag: "s", value: "ab" },
  { extra: 1, tag: "b", value: true },
  { tag: "b", value: false, extra: 2 },
  { tag: "n", value: 0.25 },
];
for (const cell of cells) console.log(cell.tag, cell.value, typeof cell.value, text(cell));
const values: (number | string | boolean)[] = cells.map((cell) => cell.value);
console.log(values.join("|"));
