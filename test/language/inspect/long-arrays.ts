// Arrays longer than six are grouped in columns, lines break at the width, more than a hundred are cut.
console.log([1, 2, 3, 4, 5, 6]);
console.log([1, 2, 3, 4, 5, 6, 7]);
console.log(Array.from({ length: 27 }, (_, i) => i * i));
console.log(Array.from({ length: 100 }, (_, i) => i));
console.log(Array.from({ length: 101 }, (_, i) => i));
console.log(Array.from({ length: 130 }, (_, i) => i % 7));
console.log(["apple", "banana", "cherry", "date", "elderberry", "fig", "grape"]);
console.log(Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i)));
console.log(Array.from({ length: 12 }, (_, i) => "x".repeat(i)));
console.log(Array.from({ length: 10 }, (_, i) => i / 3));
console.log(Array.from({ length: 7 }, (_, i) => "a rather long string number " + i));
console.log([1.5, -2, 300, 4, 5, 6, 7000, 8]);
console.log([undefined, null, 1, "a", true, 2, 3, 4]);
