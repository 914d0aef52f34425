// Class expressions of untyped JavaScript find themselves by their own names, in functions that they make as well.
import { chain, Named } from "shapes";

const first = chain([1, 2], () => "first");
console.log(first.again().items, first.again().label(), first.again() instanceof Named, Named.name);
