// A first argument with % directives substitutes the following ones.
console.log("%s is %d years and %i, %f", "Ann", 41.5, 41.9, "1.25", "extra");
console.log("%s %s", "only one");
console.log("100% sure", 5);
console.log("%% %s", "x");
console.log("%d %i %f", "abc", "12px", "x");
console.log("%s %s %s %s", 1, true, null, undefined);
console.log("no directives", "%s", "x");
console.log(5, "%s", "x");
console.log("%s", -0, "%d", -0);
