import { describe, expect, test } from "vitest";
import { describeActor, describeCause, describeVerdict } from "#renderer/features/ticket/timeline/describe-cause.ts";
import { describeChange } from "#renderer/features/ticket/timeline/describe-change.ts";
import { PipelineId, StageId } from "#shared/model/ids.ts";
import { ticketId } from "../../cards.ts";
import {
  activity,
  ANNA,
  answer,
  at,
  byAnna,
  byChannel,
  byMe,
  byRule,
  byWorkflow,
  changed,
  CLOSED,
  ME,
  message,
  moved,
  names,
  NEW,
  received,
  THREAD,
  WAITING,
} from "./fixtures.ts";

const mail = message("m1", 10);
const reply = received("a1", 10, "m1", { kind: "customer-replied", rule: "D2" });
const byD2 = moved("a2", 12, byWorkflow("w-d2"), NEW, WAITING);

describe("changes in words", () => {
  const words = names([mail]);

  test.each([
    ["a move", moved("a", 1, byAnna, NEW, WAITING), "Status → Waiting"],
    ["a move to a status that is gone", moved("a", 1, byAnna, NEW, StageId.parse("gone")), "Status → a deleted status"],
    [
      "a move to another pipeline",
      activity("a", 1, byAnna, {
        type: "ticket.stage-changed",
        from: at(NEW),
        to: { pipelineId: PipelineId.parse("x"), stageId: StageId.parse("y") },
      }),
      "Moved: Support › New → a deleted pipeline › a deleted status",
    ],
    ["[C1] the close date", changed("a", 1, byRule("C1"), "closedAtEpochMs", null, 5), "Close date set to @5"],
    ["[C1] the close date of that moment", changed("a", 5, byRule("C1"), "closedAtEpochMs", null, 5), "Close date set"],
    ["[C2] the close date cleared", changed("a", 1, byRule("C2"), "closedAtEpochMs", 5, null), "Close date cleared"],
    ["a priority", changed("a", 1, byAnna, "priority", null, "urgent"), "Priority set to Urgent"],
    ["no priority", changed("a", 1, byAnna, "priority", "urgent", null), "Priority cleared"],
    ["an owner", changed("a", 1, byAnna, "ownerId", null, ANNA), "Owner set to Anna"],
    ["an owner who is gone", changed("a", 1, byAnna, "ownerId", null, "u-gone"), "Owner set to a former user"],
    ["one tag", changed("a", 1, byAnna, "tags", ["a"], ["a", "b"]), "Tag added: b"],
    ["tags out", changed("a", 1, byAnna, "tags", ["a", "b", "c"], ["a"]), "Tags removed: b, c"],
    ["tags in and out", changed("a", 1, byAnna, "tags", ["a"], ["b"]), "Tags added: b; removed: a"],
    ["a property of a later release", changed("a", 1, byAnna, "mood", 1, 2), "Changed: mood"],
    ["a mail", reply, "Carla wrote an e-mail"],
    [
      "[G4] a refused move",
      activity("a", 1, byWorkflow("w-d2"), { type: "ticket.move-refused", to: at(CLOSED), rule: "G4", reason: "x" }),
      "Move to Closed refused",
    ],
    [
      "[D10] a link",
      activity("a", 1, byRule("D10"), { type: "ticket.linked", ticketId: ticketId("t2"), relation: "follows" }),
      "Continues #42",
    ],
    [
      "[D9] a side conversation",
      activity("a", 1, byRule("D9"), {
        type: "conversation.side-added",
        conversationId: THREAD,
        address: "x@evil.example",
      }),
      "x@evil.example wrote into this thread and is shown as a side conversation",
    ],
  ])("%s", (_what, entry, expected) => {
    expect(describeChange(entry, words)).toBe(expected);
  });

  test("what the person did is told as theirs", () => {
    const mine = answer("m2", 20, { authorId: ME.id });
    const sent = activity("a", 20, byMe, {
      type: "message.sent",
      messageId: mine.id,
      conversationId: THREAD,
      verdict: { kind: "sent-to-customer", rule: "D1" },
    });
    const told = (state: "sent" | "queued" | "failed") => {
      const delivery = mine.delivery && { ...mine.delivery, state };
      return describeChange(sent, names([{ ...mine, delivery }]));
    };
    expect([told("sent"), told("queued"), told("failed")]).toEqual([
      "You sent an e-mail",
      "You wrote an e-mail that waits, because its channel has no mailbox",
      "You wrote an e-mail that was not sent",
    ]);
  });
});

describe("causes in words", () => {
  const words = names([mail]);

  test.each([
    ["somebody", byAnna, "by Anna"],
    ["the person who looks", byMe, "by you"],
    ["[C1]", byRule("C1"), "rule: moved to a closed status"],
    ["[D6]", byRule("D6"), "rule: a reply reopens a closed ticket"],
    ["a channel", byChannel, "mail on Inbox"],
    ["an import", { kind: "import", source: "old.mbox" } as const, "import of old.mbox"],
    ["an import of a folder", { kind: "import", source: "2024/old.mbox" } as const, "import of 2024/old.mbox"],
    [
      "an import whose file was told with its place",
      { kind: "import", source: "/desk/work/a1b2/old.mbox" } as const,
      "import of old.mbox",
    ],
    ["the same on Windows", { kind: "import", source: "C:\\desk\\work\\old.mbox" } as const, "import of old.mbox"],
    ["another device", { kind: "sync", deviceId: "d" } as const, "another device"],
    ["a workflow that is gone", byWorkflow("w-gone"), "workflow “deleted workflow”"],
  ])("%s", (_who, cause, expected) => {
    expect(describeActor(cause, words)).toBe(expected);
  });

  test("[D2] a workflow is told by its name", () => {
    expect(describeCause(byD2, words)).toBe("workflow “A customer replies to an e-mail”");
  });

  test("[G4] a refusal names the rule, not who wanted the move", () => {
    const refused = activity("a3", 12, byWorkflow("w-d2"), {
      type: "ticket.move-refused",
      to: at(CLOSED),
      rule: "G4",
      reason: "rule.G4.required",
    });
    expect(describeCause(refused, words)).toBe("rule: a property that this status requires is missing");
  });

  test.each([
    [
      "[D7] an automatic reply",
      { kind: "no-change", rule: "D7", reason: "automatic" },
      true,
      "No status change: automatic reply",
    ],
    [
      "[D7] automatic mail",
      { kind: "no-change", rule: "D7", reason: "automatic" },
      false,
      "No status change: automatic mail",
    ],
    [
      "[D5] a forward",
      { kind: "no-change", rule: "D5", reason: "forwarded" },
      false,
      "No status change: forwarded e-mail",
    ],
    [
      "[D2] a later thread",
      { kind: "no-change", rule: "D2", reason: "later-thread" },
      false,
      "No status change: not the thread in which the ticket was created",
    ],
    ["a reason of a later release", { kind: "no-change", rule: "D7", reason: "new" }, false, "No status change"],
    [
      "[D9] a side conversation, which has a line of its own",
      { kind: "no-change", rule: "D9", reason: "side-conversation" },
      false,
      null,
    ],
    ["[D2] a reply, whose change speaks for itself", { kind: "customer-replied", rule: "D2" }, false, null],
  ] as const)("%s", (_what, verdict, autoReply, expected) => {
    expect(describeVerdict(verdict, autoReply, words)).toBe(expected);
  });
});
