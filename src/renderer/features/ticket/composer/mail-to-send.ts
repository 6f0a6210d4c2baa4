/** Which call of the contract a draft becomes. Pure. */
import type { DeskClient } from "#shared/contract/index.ts";
import type { ActivityView, MessageView } from "#shared/contract/views.ts";
import type { StageId } from "#shared/model/ids.ts";
import type { MailDraft, MailMode } from "#renderer/components/composer/draft/mail-draft.ts";
import type { MailDefaults } from "./defaults.ts";
import { newestStamp, outgoingContent } from "#renderer/components/composer/send/outgoing.ts";

type Input<Call extends (input: never) => unknown> = Parameters<Call>[0];
type Reply = Omit<Input<DeskClient["tickets"]["reply"]>, "id">;
type Compose = Omit<Input<DeskClient["tickets"]["compose"]>, "id">;

export type MailToSend =
  | { readonly kind: "reply"; readonly input: Reply }
  | { readonly kind: "new"; readonly input: Compose }
  | { readonly kind: "forward"; readonly input: Input<DeskClient["messages"]["forward"]> }
  | { readonly kind: "edit"; readonly input: Input<DeskClient["outbox"]["edit"]> };

/** Null where what it is about is gone: nothing to forward, no waiting mail to change. */
export function mailToSend(options: {
  readonly mode: MailMode;
  readonly draft: MailDraft;
  readonly original: MessageView | undefined;
  readonly defaults: MailDefaults;
  readonly activities: readonly Pick<ActivityView, "stamp">[];
  readonly sendAtEpochMs: number | undefined;
  /** Names the draft: the core makes one mail of it, whichever window hands it in. */
  readonly draftId: string;
  /** The status that goes with an answer or a new mail; null: none. */
  readonly thenStageId: StageId | null;
}): MailToSend | null {
  const { mode, draft, original, sendAtEpochMs, draftId, thenStageId } = options;
  const content = outgoingContent(draft, options.defaults, newestStamp(options.activities));
  const once = sendAtEpochMs === undefined ? { draftId } : { draftId, sendAtEpochMs };
  const status = thenStageId === null ? {} : { thenStageId };
  switch (mode) {
    case "reply":
      return {
        kind: "reply",
        input: { ...content, ...once, ...status, ...(original === undefined ? {} : { messageId: original.id }) },
      };
    case "new":
      return { kind: "new", input: { ...content, ...once, ...status, quote: false } };
    case "forward": {
      const { quote: _quote, to, ...rest } = content;
      if (original === undefined || to === undefined) return null;
      return { kind: "forward", input: { ...rest, ...once, to, id: original.id, withFiles: draft.withFiles } };
    }
    case "edit":
      return draft.edits === null ? null : { kind: "edit", input: { ...content, id: draft.edits.itemId } };
  }
}
