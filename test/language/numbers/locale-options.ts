// Number.prototype.toLocaleString with the options that there are: digits behind the point, percent, currencies, grouping.
const numbers = [0, -0, 1, -1, 12, 1000, -1234567.891, 0.5, 0.005, 0.015, 1.005, 2.675, 0.256, 0.2555, 1234.5678, -0.0001, 1e15, 1e21, 1.5e22, NaN, Infinity, -Infinity, 0.1 + 0.2, 999.995, 999.9995, 1e-7, 1e-21, 5e-324, 99.5, 0.995, 1.25e-3];
for (const x of numbers) {
  console.log(
    x.toLocaleString("en-US", { minimumFractionDigits: 2 }),
    x.toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    x.toLocaleString("en-US", { maximumFractionDigits: 0 }),
    x.toLocaleString("en-US", { maximumFractionDigits: 1, useGrouping: false }),
    x.toLocaleString("en-US", { minimumFractionDigits: 5 }),
    x.toLocaleString("en-US", { maximumFractionDigits: 20 }),
    x.toLocaleString("en-US", { style: "decimal" }),
    x.toLocaleString("en-US", {}),
  );
  console.log(
    x.toLocaleString("en-US", { style: "percent" }),
    x.toLocaleString("en-US", { style: "percent", minimumFractionDigits: 1 }),
    x.toLocaleString("en-US", { style: "percent", maximumFractionDigits: 2 }),
    x.toLocaleString("en-US", { style: "currency", currency: "USD" }),
    x.toLocaleString("en-US", { style: "currency", currency: "EUR", maximumFractionDigits: 0 }),
    x.toLocaleString("en-US", { style: "currency", currency: "GBP", minimumFractionDigits: 0 }),
    x.toLocaleString("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 1, useGrouping: true }),
    x.toLocaleString("en-US", { style: "currency", currency: "JPY" }),
    x.toLocaleString("en-US", { style: "currency", currency: "KRW", minimumFractionDigits: 1 }),
    x.toLocaleString("en-US", { style: "currency", currency: "INR" }),
  );
}
