import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconClock,
  IconClockHour4,
  IconHandStop,
  IconMailOff,
  IconQuestionMark,
  IconSend,
} from "@tabler/icons-react";
import type { OutboxItemView } from "#shared/contract/outbox.ts";

const ICONS = {
  queued: IconClock,
  held: IconHandStop,
  sending: IconSend,
  sent: IconCheck,
  failed: IconAlertTriangle,
  unsure: IconQuestionMark,
  cancelled: IconArrowBackUp,
} as const satisfies Record<OutboxItemView["state"], unknown>;

/** A state at a glance; its words stand beside it. */
export function StateIcon({ item }: { readonly item: OutboxItemView }) {
  const came = item.state === "sent" && item.returned.some(({ hard }) => hard);
  const later = item.state === "queued" && item.scheduled;
  const Icon = came ? IconMailOff : later ? IconClockHour4 : ICONS[item.state];
  return <Icon size={18} stroke={1.75} aria-hidden />;
}
