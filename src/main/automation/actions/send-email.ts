import { answersOnlyCustomers, type SendEmailStep } from "#shared/automation/steps/send-email.ts";
import { MessageId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { Person } from "#shared/model/person.ts";
import { composeAutomaticMail } from "#main/desk/outgoing/automatic-mail.ts";
import { normalAddress } from "#main/desk/people.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { Action, ActionContext } from "./action.ts";
import { mailRecipients } from "./mail-recipients.ts";
import { oneLine } from "./render.ts";
import { type Template, wordsFor } from "./template-words.ts";

/**
 * E3: a mail to each of the contacts in the ticket's thread, through the outbox; E4 says who gets none.
 * @rule E3
 */
export const sendEmail: Action<SendEmailStep> = async (step, draft, context) => {
  const template = templateOf(step, context.setup);
  if (template === null) {
    const { mail } = step;
    const id = mail.kind === "template" ? mail.templateId : "";
    return { kind: "failed", code: "PD_DESK_NOT_FOUND", message: `The mail template ${id} is no longer there.` };
  }
  const isKept = context.workflow.origin === "stage" && answersOnlyCustomers(step) && step.alsoMadeByUsers !== true;
  if (isKept && draft.ticket.source === "manual") return { kind: "skipped", reason: "made-by-user" };
  const { contacts, leftOut } = await mailRecipients(step, draft.ticket, context, template);
  if (contacts.length === 0)
    return { kind: "skipped", reason: Array.from(new Set(leftOut.map(({ reason }) => reason))).join(", ") };
  const mails: Message[] = [];
  for (const contact of contacts) {
    mails.push(await mailTo(contact, template, draft, context));
  }
  const subject = mails[0]?.subject ?? "";
  draft.emit(
    { type: "workflow.acted", action: "mail", about: subject },
    undefined,
    mails.map((message) => ({ kind: "mail", message })),
  );
  return {
    kind: "done",
    changed: true,
    details: {
      to: contacts.map(({ address }) => address),
      subject,
      messageIds: mails.map(({ id }) => id),
      ...(leftOut.length === 0 ? {} : { leftOut: [...leftOut] }),
    },
  };
};

function templateOf({ mail }: SendEmailStep, setup: SetupCache): Template | null {
  return mail.kind === "custom" ? mail : setup.find("mail-template", mail.templateId);
}

async function mailTo(contact: Person, template: Template, draft: TicketDraft, context: ActionContext) {
  const { ticket, origin } = draft;
  const { store, setup, documents } = context;
  return composeAutomaticMail({ store, setup }, documents, {
    id: MessageId.parse(context.idOf("m", contact.id)),
    ticket,
    to: { name: oneLine(contact.name), address: normalAddress(contact.address) },
    ...(await wordsFor(contact, template, ticket, context)),
    atEpochMs: Math.trunc(context.nowEpochMs),
    cause: origin.cause,
    audience: "customer",
    ...(template.marketing ? { marketingTo: contact.id } : {}),
  });
}
