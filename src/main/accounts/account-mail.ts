/** Invitations and reset links as mails of the desk. */
import { createTranslate, type Language } from "#shared/i18n/index.ts";
import { MessageId } from "#shared/model/ids.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { Permission, User } from "#shared/model/setup/user.ts";
import { isAdmin } from "#shared/rules/access/permissions.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { OWNER_ID } from "#main/desk/defaults.ts";
import { timedId } from "#main/desk/derived-ids.ts";
import { inOnePiece } from "#main/desk/in-one-piece.ts";
import { applyMessage } from "#main/desk/messages/apply-message.ts";
import { composeMessage } from "#main/desk/outgoing/compose-message.ts";
import { sendingChannel } from "#main/desk/outgoing/sending-channel.ts";
import { writeContent } from "#main/desk/outgoing/write-content.ts";
import type { NewLink } from "./links.ts";

export type AccountMail = {
  /** A mailbox is connected that sends. */
  canSend(): boolean;
  /**
   * Whether a link for them may go by mail. The desk's outbox is open to every agent, so that a mail could make an administrator of one who reads it there: links of administrators
   * are passed on by hand.
   */
  canSendTo(whom: { readonly permissions: readonly Permission[]; readonly address: string }): boolean;
  sendReset(user: Pick<User, "name" | "address">, link: NewLink): Promise<void>;
  sendInvitation(whom: { readonly name: string; readonly address: string }, link: NewLink): Promise<void>;
};

export function createAccountMail(context: DeskContext, language: Language): AccountMail {
  const t = createTranslate(language);
  const canSend = () => {
    const channel = sendingChannel(context.setup, null);
    return channel !== null && channel.mailbox !== null;
  };

  const send = (
    to: { readonly name: string; readonly address: string },
    subject: string,
    text: string,
  ): Promise<void> =>
    inOnePiece(context, async (piece) => {
      const atEpochMs = context.clock.nowEpochMs();
      const message = composeMessage(context, {
        id: MessageId.parse(timedId("m", atEpochMs, "account", context.nextStamp())),
        atEpochMs,
        author: null,
        sentFrom: "contact",
        channel: sendingChannel(context.setup, null),
        ticket: null,
        conversation: null,
        conversationId: null,
        parent: null,
        to: [to],
        cc: [],
        bcc: [],
        subject,
        content: await writeContent(context.store, { text, html: null }, [], { mayBeEmpty: false }),
        attachments: [],
        forwarded: false,
        sendAtEpochMs: undefined,
        basisStamp: "",
        invented: false,
        test: true,
      });
      await applyMessage(context, piece, message, { kind: "user", userId: OWNER_ID });
    });

  const desk = () => context.setup.require("settings", SETTINGS_ID).deskName;
  return {
    canSend,
    canSendTo: ({ permissions, address }) => canSend() && address !== "" && !isAdmin(permissions),
    sendReset: (user, { url }) =>
      send(
        { name: user.name, address: user.address },
        t("accounts.mail.reset.subject", { desk: desk() }),
        t("accounts.mail.reset.text", { desk: desk(), url }),
      ),
    sendInvitation: (whom, { url }) =>
      send(
        whom,
        t("accounts.mail.invitation.subject", { desk: desk() }),
        t("accounts.mail.invitation.text", { desk: desk(), url }),
      ),
  };
}
