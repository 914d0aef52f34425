// Helpers as compilers of TypeScript write them into ECMAScript modules.
var __assign =
  (this && this.__assign) ||
  function () {
    __assign = Object.assign;
    return __assign.apply(this, arguments);
  };
export const copied = (a, b) => __assign({}, a, b);
export const kind = typeof this;
export const inArrow = (() => [this, String(this)])();
export const late = () => this?.anything;
