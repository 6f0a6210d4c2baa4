import { MAILBOX_ADDRESS } from "#shared/contract/outgoing.ts";
import type { SendInternalEmailStep } from "#shared/automation/steps/send-internal-email.ts";
import { MessageId } from "#shared/model/ids.ts";
import type { MailAddress } from "#shared/model/mail.ts";
import { composeAutomaticMail } from "#main/desk/outgoing/automatic-mail.ts";
import type { BesideTicket } from "#main/desk/ticket-changes/beside-ticket.ts";
import { normalAddress } from "#main/desk/people.ts";
import type { Action } from "./action.ts";
import { usersOf } from "./audience.ts";
import { notificationTo } from "./notification.ts";
import { oneLine, render, renderLine } from "./render.ts";

/**
 * E2: one mail each, so that an address that refuses it keeps it from nobody else; those who are users are notified too.
 * @rule E2
 */
export const sendInternalEmail: Action<SendInternalEmailStep> = async (step, draft, context) => {
  const { ticket, origin } = draft;
  const { nowEpochMs, documents, store, setup } = context;
  const users = usersOf(step.to, ticket, setup);
  const recipients = recipientsOf([...users, ...step.addresses.map((address) => ({ name: "", address }))]);
  if (users.length === 0 && recipients.length === 0) return { kind: "skipped", reason: "nobody-there" };
  const subject = (await renderLine(step.subject, draft, context)) || ticket.subject;
  const text = await render(step.body, draft, context);
  if (text.trim() === "") return { kind: "skipped", reason: "empty" };
  const beside: BesideTicket[] = users.map((user) => notificationTo(user, { title: subject, text }, draft, context));
  for (const to of recipients) {
    const message = await composeAutomaticMail({ store, setup }, documents, {
      id: MessageId.parse(context.idOf("m", to.address)),
      ticket,
      to,
      subject,
      text,
      html: null,
      atEpochMs: Math.trunc(nowEpochMs),
      cause: origin.cause,
      audience: "colleague",
    });
    beside.push({ kind: "mail", message });
  }
  draft.emit({ type: "workflow.acted", action: "internal-mail", about: subject }, undefined, beside);
  return {
    kind: "done",
    changed: true,
    details: { to: recipients.map(({ address }) => address), notified: users.map(({ name }) => name), subject },
  };
};

/** Each address once; users without one are only notified. */
function recipientsOf(people: readonly MailAddress[]): MailAddress[] {
  const byAddress = new Map<string, MailAddress>();
  for (const { name, address } of people) {
    const normal = normalAddress(address);
    if (MAILBOX_ADDRESS.test(normal) && !byAddress.has(normal))
      byAddress.set(normal, { name: oneLine(name), address: normal });
  }
  return Array.from(byAddress.values());
}
