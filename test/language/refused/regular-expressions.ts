// Regular expression literals and the RegExp constructor.
const digits = /\d+/; //! refused
const letters = new RegExp("[a-z]+"); //! refused
console.log(digits.test("1"), letters.test("a"));
