console.log("only-type runs, which it must not");
export class OnlyType {
  size = 0;
}
