// A device derived across modules.
import { Device } from "./lamp.ts";
import { register } from "./registry.ts";
class Fan extends Device {
  speed = 3;
  override label(): string {
    return `${super.label()}@${this.speed}`;
  }
}
export const fanDevice = register(new Fan("fan"));
