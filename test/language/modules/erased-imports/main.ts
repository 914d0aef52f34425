// Imports that serve as types only, or not at all, do not run their modules; those used as values do, in order.
import { Unit, unitNames } from "./names.ts";
import { NeverMentioned } from "./unused.ts";
import { OnlyType } from "./only-type.ts";
import * as onlyTypeof from "./only-typeof.ts";
import "./effect.ts";
import Chained, { type Option } from "./chained.ts";

interface Holder {
  readonly value: OnlyType;
  NeverMentioned: number;
}
function read(holder: Holder, space?: typeof onlyTypeof): number {
  return holder.value.size + holder.NeverMentioned + (space === undefined ? 1 : 0);
}
const unit: Unit = "m";
const option: Option = { on: true };
class Derived extends Chained {}
console.log(unitNames[unit], read({ value: { size: 1 }, NeverMentioned: 2 }), option.on, new Derived().name);
