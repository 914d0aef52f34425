// `this` in static code is the class that was named, also when the member is inherited.
class Model {
  static kind = "model";
  static made: string[] = [];
  static create<T extends Model>(this: new () => T): T {
    return new this();
  }
  static describe(): string {
    return `${this.name}/${this.kind}/${this.label()}`;
  }
  static label(): string {
    return "base";
  }
  static register(): typeof Model {
    this.made.push(this.name);
    return this;
  }
  static get upper(): string {
    return this.kind.toUpperCase();
  }
  static later(): () => string {
    return () => this.kind;
  }
  static async wait(): Promise<string> {
    await null;
    return this.describe();
  }
}
class User extends Model {
  static override kind = "user";
  static override label(): string {
    return `user over ${super.label()}`;
  }
}
class Admin extends User {
  static override kind = "admin";
  static override describe(): string {
    return `<${super.describe()}>`;
  }
}
console.log(Model.describe(), User.describe(), Admin.describe());
console.log(Model.register() === Model, User.register() === User, Model.made);
console.log(Model.upper, User.upper, Admin.upper, Admin.later()());
console.log(User.create() instanceof User, Admin.create().constructor.name);
const classes: (typeof Model)[] = [Model, User, Admin];
for (const c of classes) console.log(c.describe(), c.upper, c.label());
const loose: any = Admin;
console.log(loose.describe(), loose.upper, typeof loose.create, loose.missing);
Admin.wait().then((text) => console.log(text));
