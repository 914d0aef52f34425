// Number(), parseInt and parseFloat on well and badly formed text, and Number of other values.
const texts = ["", " ", "12", " 12\n", "-0", "+5", "1.5", ".5", "5.", "1e3", "1E-2", "0x1f", "0b101", "0o17", "12px", "abc", "1 2",
  "Infinity", "-Infinity", "infinity", "--1", "1_000", "0x", "1e", "e5", "00012", "1e400", "4.9e-324", "0.1e-400", "9007199254740993", "NaN", "\u00a07\ufeff", "-0x10"];
for (const t of texts) {
  console.log(`<${t}>`, Number(t), parseInt(t), parseFloat(t), parseInt(t, 16), +t === Number(t) || Number.isNaN(+t));
}
console.log(Number(null), Number(undefined), Number(true), Number(false), Number([]), Number([7]), Number([1, 2]), Number({}));
console.log(parseInt("101", 2), parseInt("z", 36), parseInt("9", 8), parseInt("12", 37), parseInt("12", 0), parseInt("123456789012345678901"));
console.log(parseFloat("3.14.15"), parseFloat("-.5e-1x"), Object.is(parseInt("-0"), -0), parseFloat("1e1000"), parseFloat("0x10"));
console.log(1.7976931348623157e308 * 1, Number("2.2250738585072011e-308"), Number("123456789.123456789e-5"), Number("0.1") + Number("0.2"));
