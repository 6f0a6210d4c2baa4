import { describe, expect, test } from "vitest";
import { failureWords, placeOfCause } from "#renderer/features/workflows/attention/attention-words.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import { ChannelId, StepId, WorkflowId } from "#shared/model/ids.ts";
import type { AttentionGroup } from "#shared/contract/attention.ts";
import { pipeline } from "../../../cards.ts";

const t = createTranslate("en");

describe("[F9] why steps failed, in words", () => {
  test("a rule is told as what it asks, a code by its words with the program's own beside, and what has no words as it is", () => {
    expect([
      failureWords("PD_RULE_REFUSED", "G4: rule.G4.required", t),
      failureWords("PD_RULE_REFUSED", "G9: rule.G9.unheard", t),
      failureWords("PD_DESK_NOT_FOUND", "The stage x is no longer there.", t),
      failureWords("PD_INTERNAL", "Cannot read properties of undefined", t),
      failureWords("", "", t),
      failureWords("toString", "odd", t),
    ]).toEqual([
      { words: t("attention.rule.G4"), detail: "" },
      { words: t("error.PD_RULE_REFUSED"), detail: "G9: rule.G9.unheard" },
      { words: t("error.PD_DESK_NOT_FOUND"), detail: "The stage x is no longer there." },
      { words: "Cannot read properties of undefined", detail: "" },
      { words: t("attention.unknownReason"), detail: "" },
      { words: "odd", detail: "" },
    ]);
  });
});

describe("where a cause is mended", () => {
  const channelId = ChannelId.parse("channel-support");
  const counted = { id: "g", count: 1, firstAtEpochMs: 1, lastAtEpochMs: 1, tickets: [] };
  const workflow = { id: WorkflowId.parse("w"), name: "Writes" };
  const mail = (state: "held" | "failed", code: "auth" | "recipient"): AttentionGroup => ({
    ...counted,
    kind: "mail",
    workflow,
    stepId: null,
    state,
    hold: null,
    failure: { code, detail: "", atEpochMs: 1 },
    channelId,
  });
  const failed = (code: string): AttentionGroup => ({
    ...counted,
    kind: "failed",
    workflow,
    stepId: StepId.parse("s1"),
    step: null,
    code,
    reason: "G4: rule.G4.required",
  });
  const setup = { workflows: [], pipelines: [pipeline()] };

  test("is the mailbox where it refused us, the rules where a rule did, and nowhere else", () => {
    expect([
      placeOfCause(mail("failed", "auth"), setup),
      placeOfCause(mail("failed", "recipient"), setup),
      placeOfCause(mail("held", "auth"), setup),
      placeOfCause(failed("PD_RULE_REFUSED"), setup)?.key,
      placeOfCause(failed("PD_INTERNAL"), setup),
      // Of several pipelines nobody can tell which it was.
      placeOfCause(failed("PD_RULE_REFUSED"), { ...setup, pipelines: [pipeline(), pipeline()] }),
    ]).toEqual([
      { key: "attention.fixMailbox", route: { page: "settings", section: "channels", id: channelId, tab: null } },
      null,
      null,
      "attention.fixRules",
      null,
      null,
    ]);
  });
});
