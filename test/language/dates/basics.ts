// Dates: constructor forms, parts, texts, arithmetic, conversion. The local zone is UTC.
const d = new Date(Date.UTC(2024, 1, 29, 13, 5, 9, 7));
console.log(d, [d], { d }, String(d), `${d}`, d + "", +d, d.valueOf(), Number(d));
console.log(d.toISOString(), d.toJSON(), JSON.stringify({ d }), d.toString(), d.toDateString(), d.toTimeString(), d.toUTCString());
console.log(d.toLocaleString(), d.toLocaleDateString(), d.toLocaleTimeString(), d.toLocaleString("en-US"));
console.log(d.getFullYear(), d.getMonth(), d.getDate(), d.getDay(), d.getHours(), d.getMinutes(), d.getSeconds(), d.getMilliseconds(), d.getTime(), d.getTimezoneOffset());
console.log(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCDay(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds(), d.getUTCMilliseconds());
for (const x of [new Date(2020, 0), new Date(99, 11, 31), new Date(2020, 12, 0), new Date(2020, 0, 1, 25, 61, 61, 1001), new Date(2020, -1), new Date(0), new Date(-1), new Date(1.9), new Date(-1.9), new Date(8.64e15), new Date(8.64e15 + 1), new Date(NaN), new Date("x"), new Date(d), new Date("2020-02-30"), new Date(2020.7, 1.9), new Date(null as any), new Date(undefined as any), new Date(true as any), new Date("2021")])
  console.log(x, String(x), x.getTime());
const invalid = new Date(NaN);
console.log(invalid, [invalid], invalid.getDay(), invalid.toJSON(), JSON.stringify([invalid]), invalid.toDateString(), invalid.toLocaleString(), invalid.getTimezoneOffset());
try {
  invalid.toISOString();
} catch (e) {
  console.log(String(e));
}
console.log(invalid.setMonth(3), invalid.setFullYear(2000), invalid, invalid.setHours(30), invalid);
const e = new Date(d.getTime() + 86400000);
console.log((e as any) - (d as any), e > d, e < d, e >= d, e.getTime() === d.getTime(), e === d, (d as any) + 1);
console.log(typeof d, d instanceof Date, (5 as any) instanceof Date, typeof Date.now(), Number.isInteger(Date.now()), typeof Date(), new Date().getTime() - Date.now() < 1000);
const s = new Date(0);
console.log(s.setFullYear(2023), s.setMonth(1, 31), s.setDate(0), s.setHours(1, 2, 3, 4), s.setMinutes(70), s.setSeconds(-1), s.setMilliseconds(5000), s.setTime(12345), s);
console.log(s.setUTCFullYear(2000, 5, 6), s.setUTCMonth(12), s.setUTCDate(40), s.setUTCHours(23, 59), s.setUTCMinutes(1, 2, 3), s.setUTCSeconds(4, 5), s.setUTCMilliseconds(6), s, s.setDate(NaN), s);
console.log(Date.UTC(2020), Date.UTC(2020, 1), Date.UTC(50, 1), Date.UTC(NaN), Date.UTC(275760, 8, 13, 0, 0, 0, 1));
const dates = [3, 1, 2].map((n) => new Date(n * 1e12)).sort((a, b) => a.getTime() - b.getTime());
console.log(dates, new Map([[d, 1]]), Object.keys(d));
class Meeting {
  at = new Date(1e12);
  label = "x";
}
console.log(new Meeting(), JSON.stringify(new Meeting()));
const any: any = d;
console.log(any.getTime(), any.toISOString(), any - 1, any[Symbol.toPrimitive] === undefined);
console.log(new Date(-62198755200000).toString(), new Date(-62198755200000).toUTCString(), new Date(-62198755200000).toISOString(), new Date(253402300800000).toISOString());
let t = 1;
for (let i = 0; i < 3000; i++) {
  t = (t * 48271) % 2147483647;
  const x = new Date((t - 1073741823) * 8046000 + i);
  if (i % 60 === 0) console.log(x, x.toString(), x.getDay(), x.toLocaleString());
  if (new Date(x.getFullYear(), x.getMonth(), x.getDate(), x.getHours(), x.getMinutes(), x.getSeconds(), x.getMilliseconds()).getTime() !== x.getTime() && x.getFullYear() > 99) console.log("lost", x);
  if (Date.parse(x.toISOString()) !== x.getTime()) console.log("iso", x);
  if (x.getFullYear() > 0 && Date.parse(x.toString()) !== x.getTime() - x.getMilliseconds()) console.log("text", x, String(x));
}
