// Knows the interface alone, not the devices.
export interface Registered {
  name: string;
  label(): string;
}
export const registry: Registered[] = [];
export function register<T extends Registered>(device: T): T {
  registry.push(device);
  return device;
}
