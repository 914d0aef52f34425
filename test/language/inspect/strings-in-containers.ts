// Quotes and escapes of strings inside containers; long strings and keys.
console.log(["plain", "it's", 'double "q"', "back`tick", "mixed ' and \"", "all ' \" `"]);
console.log(["tab\t", "nl\n", "cr\r", "nul\0", "esc\x1b", "del\x7f", "bell\x07", "b\b f\f v\v"]);
console.log(["é", "→", "😀", "\u00a0", "\u200b", "\ufeff"]);
console.log({ "it's": 1, 'say "x"': 2, "new\nline": 3 });
console.log({ long: "x".repeat(100), after: 1 });
console.log(["a".repeat(80), "b"]);
console.log([["line one\nline two"]], { text: "first\nsecond ".repeat(8) });
