import { expect, test } from "vitest";
import { skipReasonText } from "#shared/automation/skip-reasons.ts";
import { createTranslate } from "#shared/i18n/index.ts";

test("[E4] why a step did nothing, in words; what has none stays as it is", () => {
  const [en, it] = [createTranslate("en"), createTranslate("it")];
  expect([
    skipReasonText("unsubscribed", en),
    skipReasonText("unsubscribed", it),
    skipReasonText("no-address, own-address", en),
    skipReasonText("G4: priority", en),
  ]).toEqual([
    "the contact has unsubscribed",
    "il contatto si è disiscritto",
    "the contact has no e-mail address, the address is one of the desk's own",
    "G4: priority",
  ]);
});
