// Classes and names of functions in a module without types.
import "./classes.js";

console.log("done");
