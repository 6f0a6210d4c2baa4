import { describe, expect, test } from "vitest";
import { checkDraft } from "#renderer/features/board/new-ticket-draft.ts";
import { foreseeMove } from "#renderer/components/move/foresee-move.ts";
import { refusalText, requirableIn } from "#renderer/components/move/refusal-text.ts";
import { isGiven } from "#renderer/components/move/given.ts";
import type { MoveProperties } from "#renderer/state/pending-move.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import type { RequirableProperty } from "#shared/model/setup/pipeline.ts";
import { card, CLOSED, ME, NEW, PIPELINE, pipeline, WAITING } from "../../cards.ts";

const t = createTranslate("en");
const setup = (rules: Partial<PipelineView["rules"]>) => ({
  pipelines: [pipeline(rules)],
  workflows: [],
  channels: [],
  users: [],
  teams: [],
  properties: [],
  slaPolicies: [],
  workCalendars: [],
  mailTemplates: [],
  snippets: [],
  macros: [],
  workflowDrafts: [],
  views: [],
});
const to = (stageId: typeof NEW) => ({ pipelineId: PIPELINE, stageId });

describe("moves foreseen", () => {
  test("[G1] a move backward is refused, with who may do it", () => {
    const verdict = foreseeMove(card("t", 1, { stageId: WAITING }), to(NEW), setup({ preventBackward: true }), ME);
    expect(verdict.allowed || refusalText(verdict, pipeline(), t, "en")).toBe(
      "Support doesn’t let tickets go back to an earlier status. A user with the permission to move backward can do it.",
    );
  });

  test("[G2] a skipped stage is named", () => {
    const verdict = foreseeMove(card("t", 1), to(CLOSED), setup({ preventSkipping: true }), ME);
    expect(verdict.allowed || refusalText(verdict, pipeline(), t, "en")).toBe(
      "Support doesn’t let tickets skip a status. Move it to Waiting first.",
    );
  });

  test("[G4] required properties are listed until the move brings them", () => {
    const rules = setup({ requiredProperties: { [WAITING]: ["priority", "tags"] } });
    const verdict = foreseeMove(card("t", 1), to(WAITING), rules, ME);
    expect(
      verdict.allowed || [verdict.rule, requirableIn(verdict.missing), refusalText(verdict, pipeline(), t, "en")],
    ).toEqual([
      "G4",
      ["priority", "tags"],
      "Support asks for Priority and Tags before a ticket may enter this status.",
    ]);
    expect(
      foreseeMove(card("t", 1), { ...to(WAITING), properties: { priority: "low", tags: ["a"] } }, rules, ME),
    ).toEqual({ allowed: true });
  });

  test("[G5] a closed ticket that isn't the person's own stays where it is", () => {
    const verdict = foreseeMove(card("t", 1, { stageId: CLOSED }), to(NEW), setup({ closedEditors: "owner" }), ME);
    expect(verdict.allowed || refusalText(verdict, pipeline(), t, "en")).toBe(
      "In Support, only its owner or an administrator may change a closed ticket.",
    );
    expect(
      foreseeMove(card("t", 1, { stageId: CLOSED, ownerId: ME.id }), to(NEW), setup({ closedEditors: "owner" }), ME),
    ).toEqual({ allowed: true });
  });

  test("what isn't known here is left to the core", () => {
    const elsewhere = card("t", 1);
    expect([
      foreseeMove(elsewhere, to(CLOSED), { ...setup({}), pipelines: [] }, ME),
      foreseeMove(elsewhere, to(CLOSED), setup({ preventSkipping: true }), undefined),
    ]).toEqual([{ allowed: true }, { allowed: true }]);
  });

  test("a refusal of tomorrow's rule still says that a rule refused", () => {
    expect(refusalText({ rule: "G9", reason: "rule.G9.tomorrow" }, pipeline(), t, "en")).toBe(
      "A rule of the pipeline doesn't allow this. The ticket is unchanged.",
    );
  });

  const given: readonly (readonly [RequirableProperty, MoveProperties, boolean])[] = [
    ["priority", { priority: null }, false],
    ["priority", { priority: "low" }, true],
    ["priority", {}, false],
    ["subject", { subject: "  " }, false],
    ["tags", { tags: [] }, false],
    ["tags", { tags: ["a"] }, true],
    ["dueAtEpochMs", { dueAtEpochMs: 0 }, true],
  ];
  test.each(given)("[G4] for %s, %j is enough: %s", (property, values, enough) => {
    expect(isGiven(values, property)).toBe(enough);
  });
});

describe("new tickets", () => {
  const draft = { contactAddress: "", contactName: "", note: "", properties: { subject: " Help " } };
  const [stage, waiting] = pipeline().stages;
  if (stage === undefined || waiting === undefined) throw new Error("The pipeline lacks its stages.");

  test("what is asked of the core is trimmed and complete", () => {
    expect(checkDraft({ ...draft, contactAddress: " a@b.example " }, pipeline(), stage, ME)).toEqual({
      problems: {},
      input: {
        subject: "Help",
        pipelineId: PIPELINE,
        stageId: NEW,
        priority: null,
        ownerId: null,
        dueAtEpochMs: null,
        tags: [],
        contactAddress: "a@b.example",
        contactName: "",
        note: "",
      },
    });
  });

  test("wrong fields are told together", () => {
    expect(checkDraft({ ...draft, contactAddress: "nobody", properties: {} }, pipeline(), stage, ME)).toEqual({
      input: undefined,
      problems: { subject: "missing", contactAddress: "wrong" },
      refusal: undefined,
    });
  });

  test("[G3] a stage in which tickets may not begin is refused with those in which they may", () => {
    const checked = checkDraft(draft, pipeline({ newTicketStageIds: [NEW] }), waiting, ME);
    expect(
      checked.input === undefined && checked.refusal !== undefined && refusalText(checked.refusal, pipeline(), t, "en"),
    ).toBe("In Support, new tickets begin in New.");
  });

  test("[G4] what the stage requires is marked at its field", () => {
    expect(checkDraft(draft, pipeline({ requiredProperties: { [NEW]: ["ownerId"] } }), stage, ME).problems).toEqual({
      ownerId: "missing",
    });
  });
});
