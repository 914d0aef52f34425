// When to heat: a comparison with hysteresis, and a relay that is spared. Pure: temperatures and time come in.

export interface Wish {
  readonly mode: "heat" | "off";
  /** Degrees Celsius. */
  readonly target: number;
  /** Heating begins half of it below the target and ends half of it above. */
  readonly hysteresis: number;
}

/** A relay lives for some 100,000 switchings, and a boiler dislikes being lit for seconds. */
const LEAST_MS_BETWEEN_SWITCHINGS = 10_000;
/** Below it the house is heated whatever the wish is: pipes burst. */
const FROST_CELSIUS = 5;
/** Without a temperature for so long the relay falls: better cold than on fire. */
const SENSOR_PATIENCE_MS = 60_000;

export class Control {
  private heating = false;
  private switchedMs = Number.NEGATIVE_INFINITY;
  private measuredMs = Number.NEGATIVE_INFINITY;

  /** Whether to heat from `nowMs` on. `celsius` is null when the sensor does not answer. */
  decide(celsius: number | null, wish: Wish, nowMs: number): boolean {
    if (celsius === null) {
      if (nowMs - this.measuredMs > SENSOR_PATIENCE_MS) this.heating = false;
      return this.heating;
    }
    this.measuredMs = nowMs;
    const wanted = wantsHeat(celsius, wish, this.heating);
    if (wanted !== this.heating && nowMs - this.switchedMs >= LEAST_MS_BETWEEN_SWITCHINGS) {
      this.heating = wanted;
      this.switchedMs = nowMs;
    }
    return this.heating;
  }
}

function wantsHeat(celsius: number, { mode, target, hysteresis }: Wish, heating: boolean): boolean {
  const center = mode === "heat" ? Math.max(target, FROST_CELSIUS) : FROST_CELSIUS;
  if (celsius < center - hysteresis / 2) return true;
  if (celsius > center + hysteresis / 2) return false;
  return heating;
}
