// A module of JavaScript that exports a name that nothing declares reads it, and throws.
import "./broken.js";

console.log("never");
