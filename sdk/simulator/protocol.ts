// What `ingot dev` and the simulated appliance, its child process, agree on: exit codes and environment.

/** The program asked for a restart of its board. */
export const EXIT_RESTART = 120;
/** Ctrl-C was typed on the simulated console. */
export const EXIT_INTERRUPTED = 130;

/** `ingot dev` is gone. */
export const EXIT_ABANDONED = 129;

/** Names the file behind the simulated SD card. Without it the card is lost at the end. */
export const ENV_SD_CARD = "INGOT_SD_CARD";
/** Names a listening stream socket to use as the Ethernet wire. Without it frames are counted and lost. */
export const ENV_ETHERNET = "INGOT_ETHERNET";
