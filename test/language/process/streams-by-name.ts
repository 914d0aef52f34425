// Standard output handed on under the name that the declarations of Node.js give it.
class Printer {
  private readonly out: NodeJS.WriteStream;
  constructor(out: NodeJS.WriteStream) {
    this.out = out;
  }
  line(text: string): this {
    this.out.write(`${text}\n`);
    return this;
  }
}
const prompt = (input: NodeJS.ReadStream, output: NodeJS.WritableStream): boolean =>
  output.write(input.fd === 0 ? "standard input\n" : "another\n");

new Printer(process.stdout).line("one").line("two");
prompt(process.stdin, process.stdout);
const { stdout: out } = process;
out.write("taken apart\n");
const own = process;
own.stdout.write(`${own.argv.length >= 2} ${typeof own.uptime()}\n`);
