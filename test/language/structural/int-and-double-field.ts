// A field that holds integers in one literal and fractions, NaN or -0 in others keeps every value exact.
interface Sample {
  at: number;
  level: number;
}
const samples: Sample[] = [
  { at: 0, level: 1 },
  { level: 0.5, at: 1 },
  { at: 2, level: -0 },
  { at: 2147483648, level: NaN },
  { level: 1e300, at: 4 },
];
for (const sample of samples) console.log(sample.at, sample.level, 1 / sample.level, sample.at + sample.level);
samples[0].level = 1.25;
samples[1].at = 2 ** 40;
samples[2].level = 3;
console.log(samples[0].level, samples[1].at, samples[2].level);
let total = 0;
for (const { level } of samples) if (level === level) total += level;
console.log(total);
