console.log("passed-types runs, which it must not");
export interface Passed {
  passed: boolean;
}
interface Only {
  only: number;
}
export default Only;
