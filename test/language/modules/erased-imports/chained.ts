console.log("chained runs");
export interface Option {
  on: boolean;
}
export default class Chained {
  name = "chained";
}
