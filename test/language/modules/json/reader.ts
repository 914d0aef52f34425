import settings from "./settings.json" with { type: "json" };
export function nameOf(): string {
  return settings.name;
}
