import { describe, expect, test } from "vitest";
import { hrefOf, parseRoute, type Route } from "#renderer/state/routes.ts";
import {
  ConversationId,
  MessageId,
  OutboxItemId,
  PersonId,
  PipelineId,
  RunId,
  StepId,
  TicketId,
  WorkflowId,
} from "#shared/model/ids.ts";

const ROUTES: readonly Route[] = [
  { page: "home" },
  { page: "welcome" },
  { page: "board", pipelineId: null },
  { page: "board", pipelineId: PipelineId.parse("support / sales?#%") },
  { page: "ticket", ticketId: TicketId.parse("t_1") },
  { page: "ticket", ticketId: TicketId.parse("t_1"), messageId: MessageId.parse("m&1") },
  { page: "inbox", conversationId: null },
  { page: "inbox", conversationId: ConversationId.parse("c1") },
  { page: "outbox", tab: null, itemId: null },
  { page: "outbox", tab: "needs", itemId: null },
  { page: "outbox", tab: "all", itemId: OutboxItemId.parse("o/1") },
  { page: "contacts", contactId: null },
  { page: "contacts", contactId: PersonId.parse("p1") },
  { page: "search", q: "" },
  { page: "search", q: "50 % off & more #1 + été" },
  { page: "workflows", workflowId: null },
  { page: "attention" },
  { page: "workflows", workflowId: WorkflowId.parse("w1") },
  {
    page: "workflows",
    workflowId: WorkflowId.parse("w1"),
    at: { runId: RunId.parse("r1"), stepId: StepId.parse("s1") },
  },
  { page: "workflows", workflowId: WorkflowId.parse("w1"), at: { runId: RunId.parse("r1"), stepId: null } },
  { page: "workflows", workflowId: WorkflowId.parse("w1"), look: "history" },
  { page: "workflows", workflowId: WorkflowId.parse("w1"), look: "replay" },
  { page: "settings", section: null, id: null, tab: null },
  { page: "settings", section: "pipelines", id: "support", tab: "automate" },
];

describe("routes", () => {
  test.each(ROUTES)("$page survives the way through the address", (route) => {
    expect(parseRoute(hrefOf(route))).toEqual(route);
  });

  test("where workflows were shown before leads to where they are", () => {
    expect(parseRoute("#/settings/workflows/w1")).toEqual({ page: "workflows", workflowId: "w1" });
  });

  test.each(["", "#", "#/"])("%j is home", (hash) => {
    expect(parseRoute(hash)).toEqual({ page: "home" });
  });

  test("what no screen has is unknown and keeps its address", () => {
    expect(parseRoute("#/figures/2026")).toEqual({ page: "unknown", path: "figures/2026" });
    expect(hrefOf({ page: "unknown", path: "figures/2026" })).toBe("#/figures/2026");
  });

  test("an address that can't be decoded, or an id that is none, breaks nothing", () => {
    expect([parseRoute("#/board/%E0%A4%A"), parseRoute("#/ticket"), parseRoute(`#/board/${"x".repeat(500)}`)]).toEqual([
      { page: "board", pipelineId: "%E0%A4%A" },
      { page: "unknown", path: "ticket" },
      { page: "board", pipelineId: null },
    ]);
  });
});
