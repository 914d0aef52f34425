// CommonJS packages: module.exports, exports, require with cycles, JSON, helpers of compilers, errors.
import meter from "meter";
import { Meter, round, version } from "meter";
import dual, { answer, early, fromPlain, late, name, twice } from "dual";
import * as everything from "dual";
import umd from "umd";
import plain, { Adder } from "plain";
import plain2 from "./local.cjs";

const m = meter("water");
console.log(m.add(1.005).add(2.1).total, m.name, m.fresh(), m, m instanceof Meter);
console.log(version, round(3.14159, 2), meter.limit, meter.same, meter.first, Object.keys(meter));
console.log(twice(21), fromPlain, name, early, late(), answer, dual.default(), dual.twice(4));
console.log(everything);
console.log(umd.where, umd.count, umd);
console.log(plain.sum(1, 2), plain.log, new Adder(5).add(2), new Adder(1).add(1).sum);
console.log(plain.missing(), plain.again());
console.log(plain2, plain2.plain === plain);
