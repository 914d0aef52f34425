// The prototypes of built-in values are fixed.
Array.prototype.at = () => undefined; //! refused
console.log([1].at(0));
