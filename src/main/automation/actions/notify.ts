import type { NotifyStep } from "#shared/automation/steps/notify.ts";
import type { Action } from "./action.ts";
import { usersOf } from "./audience.ts";
import { notificationTo } from "./notification.ts";
import { render, renderLine } from "./render.ts";

/** A notification for each of the users, in the app and on the desktop. */
export const notifyPeople: Action<NotifyStep> = async (step, draft, context) => {
  const users = usersOf(step.to, draft.ticket, context.setup);
  if (users.length === 0) return { kind: "skipped", reason: "nobody-there" };
  const title = (await renderLine(step.title, draft, context)) || draft.ticket.subject;
  const text = await render(step.text, draft, context);
  draft.emit(
    { type: "workflow.acted", action: "notification", about: title },
    undefined,
    users.map((user) => notificationTo(user, { title, text }, draft, context)),
  );
  return { kind: "done", changed: true, details: { to: users.map(({ name }) => name), subject: title } };
};
