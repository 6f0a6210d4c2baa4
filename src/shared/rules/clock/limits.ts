/**
 * How far a remote stamp may lie ahead of this device's clock before it is not trusted, milliseconds. Devices that keep their time by NTP
 * differ by less than a second; five minutes leave room for one that was offline for weeks, and are little enough to do no lasting harm.
 */
export const MAX_SKEW_MS = 5 * 60_000;
