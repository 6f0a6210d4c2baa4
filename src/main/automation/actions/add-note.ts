import type { AddNoteStep } from "#shared/automation/steps/add-note.ts";
import { MessageId } from "#shared/model/ids.ts";
import { messageWrittenHere } from "#main/desk/messages-written-here.ts";
import type { Action } from "./action.ts";
import { render } from "./render.ts";

/** An internal note whose author is the workflow; customers never see it. */
export const addNote: Action<AddNoteStep> = async (step, draft, context) => {
  const text = (await render(step.text, draft, context)).trim();
  if (text === "") return { kind: "skipped", reason: "empty" };
  const note = messageWrittenHere({
    id: MessageId.parse(context.idOf("m")),
    kind: "note",
    direction: "internal",
    conversationId: null,
    ticketId: draft.ticket.id,
    channelId: null,
    authorId: null,
    sentFrom: null,
    from: { name: context.workflow.name, address: "" },
    text,
    atEpochMs: Math.trunc(context.nowEpochMs),
  });
  draft.emit({ type: "note.added", messageId: note.id }, undefined, [{ kind: "note", message: note }]);
  return { kind: "done", changed: true };
};
