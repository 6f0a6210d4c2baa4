/** How long the simulator waits from one mail to the next: often enough to see the desk live, seldom enough to read what came. */
export const SIMULATOR_MIN_PAUSE_MS = 3_000;
export const SIMULATOR_MAX_PAUSE_MS = 8_000;

/** How many of the newest open tickets the simulator's customers may answer on. */
export const SIMULATOR_OPEN_THREADS = 25;
