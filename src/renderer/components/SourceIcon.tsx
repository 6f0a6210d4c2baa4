import { IconMessages, IconForms, IconMail, IconMessageCircle, IconPencil } from "@tabler/icons-react";
import type { SourceKind } from "#shared/model/ticket.ts";
import { useI18n } from "../state/desk-context.tsx";

const ICONS = {
  email: IconMail,
  form: IconForms,
  chat: IconMessageCircle,
  messenger: IconMessages,
  manual: IconPencil,
} as const satisfies Record<SourceKind, unknown>;

/** Where a ticket came from. */
export function SourceIcon(props: { readonly source: SourceKind; readonly sizePx?: number }) {
  const { t } = useI18n();
  const Icon = ICONS[props.source];
  return (
    <span title={t(`board.source.${props.source}`)} style={{ lineHeight: 0 }}>
      <Icon size={props.sizePx ?? 14} stroke={1.75} aria-label={t(`board.source.${props.source}`)} />
    </span>
  );
}
