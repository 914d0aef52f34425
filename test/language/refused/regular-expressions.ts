// Parts of regular expressions that are not on board.
const letters = /\p{L}+/u; //! refused
console.log(letters.test("a"));
