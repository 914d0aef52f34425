// Runs objects.js: corners of Object, Reflect, promises and arguments objects.
import "./objects.js";
