// Functions with fewer parameters, and with parameters of narrower demands, pass where more is offered.
interface Row {
  id: number;
  name: string;
}
interface WideRow {
  note: string;
  name: string;
  id: number;
}
function each(rows: WideRow[], visit: (row: WideRow, index: number) => unknown): string {
  return rows.map((row, index) => String(visit(row, index))).join(",");
}
const rows: WideRow[] = [
  { note: "first", name: "a", id: 1 },
  { id: 2, name: "b", note: "second" },
];
const readId = (row: Row): number => row.id;
const constant = (): string => "k";
const byName = (row: { name: string }, index: number): string => row.name + index;
console.log(each(rows, readId));
console.log(each(rows, constant));
console.log(each(rows, byName));
const narrow: Row[] = rows;
narrow.push({ id: 3, name: "c" });
console.log(narrow.map(readId).join(), rows.length, rows[2].note);
