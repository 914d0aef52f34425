// Numeric enums with automatic, explicit and computed members, reverse lookup; string enums; const enums.
enum Level {
  Low,
  Mid = 5,
  High,
  Top = High * 2,
  Bits = 1 << 4,
}
enum Color {
  Red = "RED",
  Green = "GREEN",
}
const enum Flag {
  None = 0,
  A = 1 << 0,
  B = 1 << 1,
  C = A | B,
}
console.log(Level.Low, Level.Mid, Level.High, Level.Top, Level.Bits, Level[6], Level[99], Level["Mid"]);
console.log(Color.Red, Color.Green.length, Object.keys(Color).join(), Object.keys(Level).length);
console.log(Flag.C, (Flag.A | Flag.B) === Flag.C, Flag.None);
function name(level: Level): string {
  switch (level) {
    case Level.Low:
      return "low";
    case Level.High:
      return "high";
    default:
      return `other ${Level[level]}`;
  }
}
console.log([Level.Low, Level.Mid, Level.High, Level.Top].map(name).join());
const byColor: Record<Color, number> = { [Color.Green]: 2, [Color.Red]: 1 };
let color: Color = Color.Red;
console.log(byColor[color], (color as string) === "RED");
color = Color.Green;
console.log(byColor[color], `${color}!`, typeof color, typeof Level.Mid, Level.Low + 1);
let set = Flag.None;
set |= Flag.B;
console.log(set, (set & Flag.A) !== 0, (set & Flag.B) !== 0, set & ~Flag.B);
