// The version that the state shows; ingot.config.ts has the one of the signed image.

export const VERSION = "1.0.0";
