// bigint literals and the BigInt function.
const big = 10n; //! refused
const made = BigInt(5); //! refused
console.log(typeof big, typeof made);
