// Untyped JavaScript hands built-in functions more than they take: the rest is evaluated and left out.
import { named, order, sum } from "counting";

console.log(sum("12.5"), named, order);
