import { createTranslate, type Language } from "#shared/i18n/index.ts";
import { type ChannelId, MessageId, type OutboxItemId, type TicketId } from "#shared/model/ids.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import { inOnePiece, originOf, requireAutomationAccess } from "#main/desk/commands/command.ts";
import type { Actor, DeskContext } from "#main/desk/context.ts";
import { outboxItemIdOf, timedId } from "#main/desk/derived-ids.ts";
import { applyMessage } from "#main/desk/messages/apply-message.ts";
import { signaturePart } from "#main/desk/outgoing/added-parts.ts";
import { composeMessage } from "#main/desk/outgoing/compose-message.ts";
import { sendingChannel } from "#main/desk/outgoing/sending-channel.ts";
import { textOfHtml } from "#main/desk/outgoing/text-and-html.ts";
import { unsubscribePart } from "#main/desk/outgoing/unsubscribe.ts";
import { inBothForms, writeContent } from "#main/desk/outgoing/write-content.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import { renderTemplate } from "#shared/automation/placeholders/render-template.ts";
import { oneLine } from "../actions/render.ts";
import type { Template, TemplateWords } from "../actions/template-words.ts";
import { NOBODY } from "./preview.ts";
import { writtenForTicket } from "./written-for-ticket.ts";

export type TestMail = Template & {
  /** Null: the placeholders stay empty. */
  readonly ticketId: TicketId | null;
  readonly address: string;
  readonly channelId?: ChannelId | undefined;
  readonly language: Language;
};

/**
 * Sends a template to an address, as a mail of the user who tries it out: it belongs to no ticket and no thread, so nothing follows from it, and no contact is counted as
 * written to. Where no mailbox is connected yet it waits in the outbox, as every mail.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_TEMPLATE_FAILED, PD_INPUT_INVALID for a mail without words
 * @rule E3
 */
export function sendTestMail(context: DeskContext, actor: Actor, mail: TestMail): Promise<OutboxItemId> {
  requireAutomationAccess(actor);
  return inOnePiece(context, async (piece) => {
    const { setup, store } = context;
    const origin = originOf(context, actor);
    const channel =
      mail.channelId === undefined
        ? (sendingChannel(setup, null) ?? setup.all("channel").find((one) => one.channelKind === "email") ?? null)
        : setup.require("channel", mail.channelId);
    const words = await wordsOf(context, piece, mail, origin.atEpochMs);
    const id = MessageId.parse(timedId("m", origin.atEpochMs, "test", origin.nextStamp()));
    const signature = signaturePart(channel?.mailbox?.signature ?? "");
    const unsubscribe = mail.marketing
      ? unsubscribePart(setup, { messageId: id, contactId: NOBODY }, channel?.address ?? "", words.text)
      : null;
    const t = createTranslate(mail.language);
    const message = composeMessage(context, {
      id,
      atEpochMs: origin.atEpochMs,
      author: actor.user,
      sentFrom: "contact",
      channel,
      ticket: null,
      conversation: null,
      conversationId: null,
      parent: null,
      to: [{ name: "", address: mail.address }],
      cc: [],
      bcc: [],
      subject: t("mailTemplates.test.subject", { subject: words.subject }),
      content: await writeContent(
        store,
        unsubscribe === null ? words : inBothForms(words),
        [signature, unsubscribe].filter((part) => part !== null),
        { mayBeEmpty: false },
      ),
      attachments: [],
      forwarded: false,
      sendAtEpochMs: undefined,
      basisStamp: "",
      invented: false,
      test: true,
      ...(mail.marketing ? { marketingTo: NOBODY } : {}),
    });
    await applyMessage(context, piece, message, origin.cause);
    return outboxItemIdOf(id);
  });
}

async function wordsOf(
  context: DeskContext,
  piece: PieceOfWork,
  template: TestMail,
  nowEpochMs: number,
): Promise<TemplateWords> {
  if (template.ticketId !== null) return (await writtenForTicket(context, piece, template, template.ticketId)).words;
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const scope = { desk: { name: context.setup.require("settings", SETTINGS_ID).deskName } };
  const written = (text: string, as: "text" | "html") => renderTemplate(text, scope, { as, timeZone, nowEpochMs });
  const body = written(template.body, template.html ? "html" : "text");
  return {
    subject: oneLine(written(template.subject, "text")),
    text: template.html ? textOfHtml(body) : body,
    html: template.html ? body : null,
  };
}
