// Built-in prototypes are frozen: nobody may add or replace their members.
interface Extended {
  last?: () => unknown;
}
(Array.prototype as Extended).last = function () { return 1; }; //! refused
console.log([1].length);
