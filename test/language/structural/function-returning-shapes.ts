// One function returns literals of different layouts on different paths; callers read all fields right.
interface Result {
  ok: boolean;
  value: number;
  note?: string;
}
function run(n: number): Result {
  if (n < 0) return { value: n, ok: false, note: "negative" };
  if (n === 0) return { note: "zero", ok: true, value: 0 };
  if (n > 100) {
    const big = { digits: String(n).length, value: n, ok: true };
    return big;
  }
  const result: Result = { ok: true, value: n };
  if (n % 2) result.note = "odd";
  return result;
}
for (const n of [-5, 0, 1, 2, 1000, 0.5]) {
  const { ok, value, note } = run(n);
  console.log(ok, value, note, Object.keys(run(n)).join("+"));
}
const results = [-1, 0, 3, 4, 500].map(run);
console.log(results.filter((r) => r.ok).reduce((sum, r) => sum + r.value, 0), results.map((r) => r.note?.length ?? -1).join());
