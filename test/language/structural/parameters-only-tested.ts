// A parameter declared string that is only tested for truth or compared takes what rows of any hold.
const rows: any[][] = [
  [0, 1, "x"],
  [undefined, null, {}],
];
const show = (cells: any[][]): string => cells.map((row) => row.map((it: string) => (it ? "#" : ".")).join("")).join("\n");
console.log(show(rows));
rows[0]!.forEach((cell: string, i: number) => {
  if (!cell) console.log(i, "is empty");
});
function mark(cell: string): string {
  return cell ? "some" : "none";
}
console.log(rows.map((row) => row.map(mark).join()));
console.log(mark(rows[0]![1]), rows[0]!.filter((c: string) => !!c && c !== "x"));
