// A function that puts another in its own place, as helpers of older compilers do, with the only for-in of the program.
// @ts-ignore
import { first, second } from "./helper.js";

console.log(first, second);
