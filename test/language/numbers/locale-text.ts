// Number.prototype.toLocaleString without options: American English.
for (const x of [0, -0, 1, -1, 12, 999, 1000, -1234567.891, 0.5, 0.0005, 0.00049, 1.0005, 1234.5678, -0.0001, 1e15, 1e20, 123456789012345680000, 1e21, 1.25e25, -1e30, NaN, Infinity, -Infinity, 2 ** 53, 0.1 + 0.2, 999.9995, 1.2345, 2.0005, 0.0015, 1e-7, Number.MAX_SAFE_INTEGER])
  console.log(x, x.toLocaleString(), x.toLocaleString("en-US"));
