// Decorators rewrite classes at run time.
function log(value: unknown, context: ClassMethodDecoratorContext): void {
  console.log(typeof value, String(context.name));
}
class Service {
  @log //! refused
  run(): number {
    return 1;
  }
}
console.log(new Service().run());
