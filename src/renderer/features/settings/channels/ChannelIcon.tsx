import { IconFileImport, IconMail } from "@tabler/icons-react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";

const ICONS = { email: IconMail, import: IconFileImport } as const satisfies Record<
  ChannelView["channelKind"],
  unknown
>;

/** What kind of channel it is. */
export function ChannelIcon({ kind }: { readonly kind: ChannelView["channelKind"] }) {
  const { t } = useI18n();
  const Icon = ICONS[kind];
  return (
    <span title={t(`settings.channelKind.${kind}`)} style={{ flex: "none", lineHeight: 0 }}>
      <Icon size={16} stroke={1.75} role="img" aria-label={t(`settings.channelKind.${kind}`)} />
    </span>
  );
}
