import { PipedeskError } from "../../errors/pipedesk-error.ts";

const MILLISECOND_DIGITS = 9;
const COUNTER_DIGITS = 4;
const STAMP_PATTERN = /^([0-9a-z]{9})-([0-9a-z]{4})-([0-9A-Za-z_]{1,32})$/;
const DEVICE_PATTERN = /^[0-9A-Za-z_]{1,32}$/;

/** The last millisecond that a stamp can hold: in the year 5188. */
export const MAX_STAMP_EPOCH_MS = 36 ** MILLISECOND_DIGITS - 1;
/** The last number of one millisecond. */
export const MAX_STAMP_COUNTER = 36 ** COUNTER_DIGITS - 1;

/** A stamp taken apart. */
export type StampParts = { readonly epochMs: number; readonly counter: number; readonly deviceId: string };

/** Null for what is not a stamp. */
export function parseStamp(stamp: string): StampParts | null {
  const match = STAMP_PATTERN.exec(stamp);
  if (match === null) return null;
  const [, milliseconds = "", counter = "", deviceId = ""] = match;
  return { epochMs: Number.parseInt(milliseconds, 36), counter: Number.parseInt(counter, 36), deviceId };
}

/** Throws PD_INTERNAL where a part is out of range, PD_INPUT_INVALID for a device id that no stamp can hold. */
export function formatStamp({ epochMs, counter, deviceId }: StampParts): string {
  if (!DEVICE_PATTERN.test(deviceId)) {
    throw new PipedeskError(
      "PD_INPUT_INVALID",
      `"${deviceId}" is no device id: 1 to 32 letters, digits and underscores.`,
      {
        details: { what: "deviceId", id: deviceId },
      },
    );
  }
  if (!inRange(epochMs, MAX_STAMP_EPOCH_MS) || !inRange(counter, MAX_STAMP_COUNTER)) {
    throw new PipedeskError("PD_INTERNAL", `A stamp cannot hold ${epochMs} ms with counter ${counter}.`);
  }
  return `${epochMs.toString(36).padStart(MILLISECOND_DIGITS, "0")}-${counter.toString(36).padStart(COUNTER_DIGITS, "0")}-${deviceId}`;
}

/** The earliest stamp of a device that comes after the given moment and counter; the counter carries into the milliseconds. */
export function stampAfter({ epochMs, counter, deviceId }: StampParts): StampParts {
  return counter < MAX_STAMP_COUNTER
    ? { epochMs, counter: counter + 1, deviceId }
    : { epochMs: epochMs + 1, counter: 0, deviceId };
}

/** Negative, zero or positive, as sorting wants it. Code units and no locale: the format is made to compare as a string. */
export function compareStamps(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function inRange(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}
