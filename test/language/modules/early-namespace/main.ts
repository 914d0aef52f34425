// Runs early.js, a module that looks at its own namespace.
import "./early.js";
