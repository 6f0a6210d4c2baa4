import type { Translate } from "../i18n/index.ts";
import { skipReasons } from "../i18n/en/skip-reasons.ts";

type SkipReasonKey = keyof typeof skipReasons;

/** Why a step did nothing, in words: several reasons stand with commas, as a step to several contacts gives them; what has no words stays as it is. */
export function skipReasonText(reason: string, t: Translate): string {
  return reason
    .split(", ")
    .map((one) => {
      const key = `skipped.${one}`;
      return isKnown(key) ? t(key) : one;
    })
    .join(", ");
}

function isKnown(key: string): key is SkipReasonKey {
  return Object.hasOwn(skipReasons, key);
}
