/**
 * Told at each named point of fetching and sending, before what follows it. Does nothing in the product; tests end the process there, to prove
 * that no message is lost and none is sent twice. What it throws is taken for a crash of the work at that point.
 */
export type Probe = (point: ProbePoint) => void | Promise<void>;

export type ProbePoint =
  | "fetch.received"
  | "fetch.files-written"
  | "fetch.committed"
  | "fetch.flagged"
  | "send.chosen"
  | "send.composed"
  | "send.connected"
  | "send.recorded"
  | "send.first-byte"
  | "send.last-byte"
  | "send.answered"
  | "send.outcome-written"
  | "send.copied";

export const NO_PROBE: Probe = () => undefined;
