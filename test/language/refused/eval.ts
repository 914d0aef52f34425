// Code in strings cannot be compiled ahead of time.
const text = "1 + 1";
console.log(eval(text)); //! refused
const indirect = eval; //! refused
console.log(typeof indirect);
