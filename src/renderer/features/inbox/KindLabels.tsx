import type { ConversationView } from "#shared/contract/views.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { useI18n } from "../../state/desk-context.tsx";
import css from "./KindLabels.module.css";

const cx = classNamesOf(css);

export function Label({ children }: { readonly children: string }) {
  return <span className={cx("label")}>{children}</span>;
}

/** What tells a conversation from an ordinary one: why it may have no ticket. */
export function KindLabels({ conversation }: { readonly conversation: ConversationView }) {
  const { t } = useI18n();
  const labels = [
    conversation.kind === "side" ? t("mailbox.inbox.side") : null,
    conversation.listId === null ? null : t("mailbox.inbox.list"),
    conversation.forwarded ? t("mailbox.inbox.forwarded") : null,
  ].filter((label) => label !== null);
  return labels.map((label) => <Label key={label}>{label}</Label>);
}
