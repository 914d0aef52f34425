// Abstract classes call what their subclasses define.
abstract class Report {
  protected abstract rows(): string[];
  protected header(): string {
    return "report";
  }
  abstract readonly width: number;
  print(): void {
    console.log(this.header().padEnd(this.width, "="));
    for (const row of this.rows()) console.log("|" + row.padStart(this.width - 2) + "|");
  }
}
class Sales extends Report {
  readonly width = 12;
  protected rows(): string[] {
    return ["10", "2000"];
  }
}
class Costs extends Report {
  get width(): number {
    return this.rows().length * 5;
  }
  protected rows(): string[] {
    return ["a", "bb", "ccc"];
  }
  protected override header(): string {
    return "costs of " + super.header();
  }
}
for (const report of [new Sales(), new Costs()]) report.print();
