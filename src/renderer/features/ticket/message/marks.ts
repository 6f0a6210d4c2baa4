/** Small labels that tell what kind of message it is. Pure. */
import type { ConversationView, MessageView } from "#shared/contract/views.ts";
import type { MessageKey } from "#shared/i18n/index.ts";
import { isByMachine } from "#shared/rules/email/classification.ts";

export type Mark = {
  readonly id: string;
  readonly tone: "neutral" | "warning" | "danger";
  readonly label: MessageKey & `ticket.mark.${string}`;
  /** One sentence on what it means; null where the label says it all. */
  readonly explanation: (MessageKey & `ticket.mark.${string}`) | null;
};

type Sign = {
  readonly mark: Mark;
  readonly applies: (message: MessageView, conversation: ConversationView | undefined) => boolean;
};

/** The strongest first; signs that say the same of one message are told once (`no-answer` after them). */
const SIGNS: readonly Sign[] = [
  {
    mark: { id: "set-aside", tone: "danger", label: "ticket.mark.setAside", explanation: "ticket.mark.setAside.why" },
    applies: (message) => message.setAsideReason !== null,
  },
  {
    mark: { id: "side", tone: "warning", label: "ticket.mark.side", explanation: "ticket.mark.side.why" },
    // A mail server is never a participant: what it reports says so itself.
    applies: ({ classification }, conversation) => conversation?.kind === "side" && !classification.bounce,
  },
  {
    mark: {
      id: "spam-folder",
      tone: "warning",
      label: "ticket.mark.spamFolder",
      explanation: "ticket.mark.spamFolder.why",
    },
    applies: (message) => message.fromSpamFolder === true,
  },
  {
    mark: {
      id: "encrypted",
      tone: "warning",
      label: "ticket.mark.encrypted",
      explanation: "ticket.mark.encrypted.why",
    },
    applies: (message) => message.seal === "encrypted",
  },
  {
    mark: { id: "signed", tone: "neutral", label: "ticket.mark.signed", explanation: "ticket.mark.signed.why" },
    applies: (message) => message.seal === "signed",
  },
  {
    mark: { id: "bounce", tone: "danger", label: "ticket.mark.bounce", explanation: "ticket.mark.bounce.why" },
    applies: ({ classification }) => classification.bounce,
  },
  {
    mark: { id: "complaint", tone: "danger", label: "ticket.mark.complaint", explanation: "ticket.mark.automatic.why" },
    applies: ({ classification }) => classification.complaint,
  },
  {
    mark: { id: "receipt", tone: "neutral", label: "ticket.mark.receipt", explanation: "ticket.mark.automatic.why" },
    applies: ({ classification }) => classification.receipt,
  },
  {
    mark: {
      id: "auto-reply",
      tone: "neutral",
      label: "ticket.mark.autoReply",
      explanation: "ticket.mark.automatic.why",
    },
    applies: ({ classification }) => classification.autoReply,
  },
  {
    mark: { id: "list", tone: "neutral", label: "ticket.mark.list", explanation: "ticket.mark.list.why" },
    applies: ({ classification }) => classification.list,
  },
  {
    mark: {
      id: "own-address",
      tone: "neutral",
      label: "ticket.mark.ownAddress",
      explanation: "ticket.mark.automatic.why",
    },
    applies: ({ classification, direction }) => classification.fromOwnAddress && direction === "incoming",
  },
  {
    mark: {
      id: "no-answer",
      tone: "neutral",
      label: "ticket.mark.noAnswer",
      explanation: "ticket.mark.noAnswer.why",
    },
    applies: ({ classification, direction }) =>
      direction === "incoming" && classification.automatic && !classification.list && !isByMachine(classification),
  },
  {
    mark: { id: "automatic", tone: "neutral", label: "ticket.mark.automatic", explanation: null },
    applies: ({ classification, direction }) => direction === "outgoing" && classification.automatic,
  },
  {
    mark: {
      id: "forwarded",
      tone: "neutral",
      label: "ticket.mark.forwarded",
      explanation: "ticket.mark.forwarded.why",
    },
    applies: ({ classification }) => classification.forwarded,
  },
  {
    mark: {
      id: "reply-to-forwarded",
      tone: "neutral",
      label: "ticket.mark.replyToForwarded",
      explanation: "ticket.mark.forwarded.why",
    },
    applies: ({ classification }) => classification.replyToForwarded && !classification.forwarded,
  },
];

/** `conversation` is the thread that the message stands in. */
export function marksOf(message: MessageView, conversation: ConversationView | undefined): Mark[] {
  return SIGNS.filter((sign) => sign.applies(message, conversation)).map((sign) => sign.mark);
}
