import { describe, expect, test } from "vitest";
import { mergeOutlook, mergeRefusal } from "#renderer/components/merge/merge-outlook.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import { PipelineId, StageId } from "#shared/model/ids.ts";
import { card, CLOSED, ME, pipeline, WAITING } from "../../cards.ts";

const t = createTranslate("en");
const SALES = { ...pipeline(), id: PipelineId.parse("sales"), name: "Sales" };
const setup = (rules: Partial<PipelineView["rules"]> = {}) => ({
  pipelines: [pipeline(rules), SALES],
  workflows: [],
  channels: [],
  users: [{ ...ME, name: "Bo" }],
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
const lines = (from: Partial<TicketCard>, into: Partial<TicketCard>, isSameContact = true) =>
  mergeOutlook(
    { from: card("a", 1, { number: 12, ...from }), into: card("b", 2, { number: 7, ...into }), isSameContact },
    setup(),
    t,
  );
const status = (from: Partial<TicketCard>, into: Partial<TicketCard>) =>
  lines(from, into)
    .slice(1, 3)
    .map(({ text }) => text);

describe("what merging will do, in words", () => {
  test("[H5] what comes over, which status each ends in, whose properties stay, and that it can be undone", () => {
    expect(lines({ messageCount: 3, stageId: WAITING }, { ownerId: ME.id }).map(({ text }) => text)).toEqual([
      "The 3 messages of #12 come into #7, with notes, tasks, tags and followers.",
      "#12 is closed as “Closed” and points to #7 from then on.",
      "#7 stays in “New”.",
      "Owner, priority and due date are those of #7 (owner: Bo).",
      "Replies in either thread come to #7. What workflows had begun on #12 ends.",
      "You can take the two apart again at any time.",
    ]);
  });

  test("[H5] open wins: a closed ticket takes the open one's status, of another pipeline the first open one", () => {
    expect(status({ stageId: WAITING }, { stageId: CLOSED })[1]).toBe(
      "#7 is closed, #12 is open: #7 is reopened in “Waiting”.",
    );
    expect(status({ stageId: WAITING, pipelineId: SALES.id }, { stageId: CLOSED })[1]).toBe(
      "#7 is closed, #12 is open: #7 is reopened in “New”.",
    );
    expect(status({ stageId: CLOSED }, { stageId: CLOSED })).toEqual(["#12 stays closed.", "#7 stays in “Closed”."]);
    expect(status({}, { stageId: StageId.parse("gone") })[1]).toBe("#7 stays in “a deleted status”.");
  });

  test("[H5] two people are told, one person's two tickets are not", () => {
    const warned = lines({ contactName: "Ada" }, { contactName: "", contactAddress: "bob@example.com" }, false);
    expect(warned.filter(({ tone }) => tone === "warning").map(({ text }) => text)).toEqual([
      "Two people: #12 is with Ada, #7 with bob@example.com. Both become contacts of #7, and an answer goes to whoever wrote last.",
    ]);
    expect(lines({}, { contactName: "", contactAddress: "" }, false).every(({ tone }) => tone === "plain")).toBe(true);
  });

  test("[G5] a closed ticket that this person may not edit is named, with who may", () => {
    const closed = card("b", 2, { number: 7, stageId: CLOSED });
    const both = { from: card("a", 1, { number: 12 }), into: closed };
    const mine = { ...ME, permissions: [] };
    expect(mergeRefusal(both, setup({ closedEditors: "admins" }), mine, t, "en")).toMatch(/^#7: /u);
    expect(
      mergeRefusal(both, setup({ closedEditors: "admins" }), { ...ME, permissions: ["super-admin"] }, t, "en"),
    ).toBe(null);
    expect(mergeRefusal(both, setup(), mine, t, "en")).toBe(null);
  });
});
