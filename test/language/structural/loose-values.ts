// A property that is assigned a value of type any takes it, and a constant never equals what is missing.
type Build = (data: any) => any;
interface State {
  tag: string;
  result: unknown[] | Record<string, unknown> | string | null;
}
const builders: Record<string, Build> = { int: (text) => Number(text), list: (text) => text.split(","), text: (text) => text };
function read(tag: string, text: string): State {
  const state: State = { tag, result: text };
  state.result = builders[tag]!(state.result);
  return state;
}
console.log(read("int", "7"), read("list", "a,b"), read("text", "c"), typeof read("int", "0").result);

const SLASH = 47;
const BACKSLASH = 92;
type IsSeparator = (code: number) => boolean;
const isPosix: IsSeparator = (code) => code === SLASH;
function isWindows(code: number): boolean {
  return code === SLASH || code === BACKSLASH;
}
function kind(code: number): string {
  switch (code) {
    case SLASH:
      return "slash";
    case -1:
      return "none";
    default:
      return "other";
  }
}
function count(path: string, isSeparator: IsSeparator): number {
  let found = 0;
  let code: number | undefined;
  for (let i = 0; i <= path.length; i++) {
    if (isSeparator(code!)) found++;
    code = path.charCodeAt(i);
  }
  return found;
}
console.log(count("/a/b", isPosix), count("\\a/b", isWindows), count("", isWindows));
const codes: number[] = [47, 1];
console.log(kind(codes[0]!), kind(codes[5]!), isPosix(codes[9]!), isWindows(undefined as unknown as number));

const { cwd } = process;
console.log(cwd() === process.cwd(), typeof cwd());
