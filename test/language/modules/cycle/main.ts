// Two modules import each other: functions work at once, constants only after their module ran.
import { describe, isEven, EVEN_NAME } from "./even.ts";
import { isOdd, early, ODD_NAME } from "./odd.ts";

console.log(isEven(10), isOdd(7), isEven(7));
console.log(early, EVEN_NAME, ODD_NAME, describe(3));
