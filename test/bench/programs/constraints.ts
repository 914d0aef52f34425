// An incremental solver of one-way constraints in the manner of DeltaBlue: virtual calls, lists, object graphs.
// Our own design: a stronger constraint takes a variable from a weaker one; chains and scales of n variables.

const REQUIRED = 0;
const STRONG = 1;
const NORMAL = 2;
const WEAK = 3;
const NONE = 4;

class Variable {
  value: number;
  determinedBy: Constraint | null = null;
  strength = NONE;
  mark = 0;
  readonly constraints: Constraint[] = [];

  constructor(value: number) {
    this.value = value;
  }
}

abstract class Constraint {
  readonly strength: number;
  satisfied = false;

  constructor(strength: number) {
    this.strength = strength;
  }

  abstract variables(): Variable[];
  /** The variable to compute: one that something weaker determines and that is not marked; null if there is none. */
  abstract choose(mark: number): Variable | null;
  abstract output(): Variable;
  abstract inputsKnown(mark: number): boolean;
  abstract inputStrength(): number;
  abstract execute(): void;

  isInput(): boolean {
    return false;
  }
}

abstract class UnaryConstraint extends Constraint {
  protected readonly target: Variable;

  constructor(target: Variable, strength: number) {
    super(strength);
    this.target = target;
  }

  variables(): Variable[] {
    return [this.target];
  }

  choose(mark: number): Variable | null {
    return this.target.mark !== mark && this.strength < this.target.strength ? this.target : null;
  }

  output(): Variable {
    return this.target;
  }

  inputsKnown(): boolean {
    return true;
  }

  inputStrength(): number {
    return REQUIRED;
  }

  execute(): void {}
}

class Stay extends UnaryConstraint {}

class Edit extends UnaryConstraint {
  override isInput(): boolean {
    return true;
  }
}

abstract class BinaryConstraint extends Constraint {
  protected readonly first: Variable;
  protected readonly second: Variable;
  protected forward = true;

  constructor(first: Variable, second: Variable, strength: number) {
    super(strength);
    this.first = first;
    this.second = second;
  }

  variables(): Variable[] {
    return [this.first, this.second];
  }

  choose(mark: number): Variable | null {
    const toSecond = this.second.mark !== mark && this.strength < this.second.strength;
    const toFirst = this.first.mark !== mark && this.strength < this.first.strength;
    if (!toSecond && !toFirst) return null;
    this.forward = toSecond && (!toFirst || this.second.strength >= this.first.strength);
    return this.output();
  }

  output(): Variable {
    return this.forward ? this.second : this.first;
  }

  protected input(): Variable {
    return this.forward ? this.first : this.second;
  }

  inputsKnown(mark: number): boolean {
    const source = this.input();
    return source.mark === mark || source.determinedBy === null;
  }

  inputStrength(): number {
    return this.input().strength;
  }
}

class Equal extends BinaryConstraint {
  execute(): void {
    this.output().value = this.input().value;
  }
}

class Scale extends BinaryConstraint {
  private readonly factor: Variable;
  private readonly offset: Variable;

  constructor(source: Variable, factor: Variable, offset: Variable, target: Variable, strength: number) {
    super(source, target, strength);
    this.factor = factor;
    this.offset = offset;
  }

  override variables(): Variable[] {
    return [this.first, this.second, this.factor, this.offset];
  }

  override inputsKnown(mark: number): boolean {
    return (
      super.inputsKnown(mark) &&
      (this.factor.mark === mark || this.factor.determinedBy === null) &&
      (this.offset.mark === mark || this.offset.determinedBy === null)
    );
  }

  execute(): void {
    if (this.forward) this.second.value = this.first.value * this.factor.value + this.offset.value;
    else this.first.value = (this.second.value - this.offset.value) / this.factor.value;
  }
}

class Solver {
  private mark = 0;

  add(constraint: Constraint): void {
    for (const variable of constraint.variables()) variable.constraints.push(constraint);
    this.mark++;
    let next: Constraint | null = constraint;
    while (next !== null) next = this.satisfy(next);
  }

  remove(constraint: Constraint): void {
    const freed = constraint.output();
    for (const variable of constraint.variables()) {
      const at = variable.constraints.indexOf(constraint);
      if (at >= 0) variable.constraints.splice(at, 1);
    }
    if (!constraint.satisfied) return;
    constraint.satisfied = false;
    freed.determinedBy = null;
    freed.strength = NONE;
    const waiting: Constraint[] = [];
    this.spread(freed, waiting);
    waiting.sort((a, b) => a.strength - b.strength);
    for (const other of waiting) {
      this.mark++;
      let next: Constraint | null = other;
      while (next !== null) next = this.satisfy(next);
    }
  }

  /** Constraints in the order in which a change of the inputs has to pass through them. */
  plan(inputs: Constraint[]): Constraint[] {
    this.mark++;
    const ordered: Constraint[] = [];
    const open = inputs.filter((c) => c.satisfied);
    while (open.length > 0) {
      const next = open.pop()!;
      const target = next.output();
      if (target.mark === this.mark || !next.inputsKnown(this.mark)) continue;
      ordered.push(next);
      target.mark = this.mark;
      for (const other of target.constraints) {
        if (other.satisfied && other !== next && other.output() !== target) open.push(other);
      }
    }
    return ordered;
  }

  private satisfy(constraint: Constraint): Constraint | null {
    const target = constraint.choose(this.mark);
    if (target === null) return null;
    const loser = target.determinedBy;
    if (loser !== null) loser.satisfied = false;
    constraint.satisfied = true;
    target.determinedBy = constraint;
    target.mark = this.mark;
    this.spread(target, []);
    return loser;
  }

  private spread(from: Variable, waiting: Constraint[]): void {
    const open = [from];
    while (open.length > 0) {
      const variable = open.pop()!;
      const by = variable.determinedBy;
      if (by !== null) {
        variable.strength = Math.max(by.strength, by.inputStrength());
        by.execute();
      }
      for (const other of variable.constraints) {
        if (!other.satisfied) waiting.push(other);
        else if (other !== by && other.output() !== variable) open.push(other.output());
      }
    }
  }
}

function chain(n: number): number {
  const solver = new Solver();
  const variables: Variable[] = [];
  for (let i = 0; i <= n; i++) variables.push(new Variable(0));
  for (let i = 0; i < n; i++) solver.add(new Equal(variables[i]!, variables[i + 1]!, REQUIRED));
  solver.add(new Stay(variables[n]!, WEAK));
  const edit = new Edit(variables[0]!, STRONG);
  solver.add(edit);
  const plan = solver.plan([edit]);
  let wrong = 0;
  for (let k = 0; k < 100; k++) {
    variables[0]!.value = k;
    for (const step of plan) step.execute();
    if (variables[n]!.value !== k) wrong++;
  }
  solver.remove(edit);
  return wrong * 1000 + plan.length;
}

function projection(n: number): number {
  const solver = new Solver();
  const factor = new Variable(10);
  const offset = new Variable(1000);
  const sources: Variable[] = [];
  const targets: Variable[] = [];
  for (let i = 0; i < n; i++) {
    const source = new Variable(i);
    const target = new Variable(i);
    sources.push(source);
    targets.push(target);
    solver.add(new Stay(source, NORMAL));
    solver.add(new Scale(source, factor, offset, target, REQUIRED));
  }
  let sum = 0;
  for (let k = 0; k < 20; k++) {
    const edit = new Edit(sources[(k * 7) % n]!, STRONG);
    solver.add(edit);
    const plan = solver.plan([edit]);
    for (let j = 0; j < 50; j++) {
      sources[(k * 7) % n]!.value = j;
      for (const step of plan) step.execute();
    }
    solver.remove(edit);
    sum += targets[(k * 7) % n]!.value + plan.length;
  }
  const edit = new Edit(targets[n - 1]!, STRONG);
  solver.add(edit);
  targets[n - 1]!.value = 4040;
  for (const step of solver.plan([edit])) step.execute();
  return sum + sources[n - 1]!.value;
}

export function run(n: number): string {
  let sum = 0;
  for (let k = 0; k < 20; k++) sum += chain(n) + projection(n);
  return `${sum}`;
}
