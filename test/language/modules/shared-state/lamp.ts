// The base device and one instance, registered when this module runs.
import { register, type Registered } from "./registry.ts";
export class Device implements Registered {
  static made = 0;
  readonly serial: number;
  name: string;
  constructor(name: string) {
    Device.made += 1;
    this.serial = Device.made;
    this.name = name;
  }
  label(): string {
    return `${this.name}#${this.serial}`;
  }
}
export const lampDevice = register(new Device("lamp"));
