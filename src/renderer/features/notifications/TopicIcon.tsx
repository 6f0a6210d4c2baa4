import {
  IconAlertTriangle,
  IconHandStop,
  IconHistory,
  IconMail,
  IconMailOff,
  IconAt,
  IconMessageCircle,
  IconPlayerPause,
  IconPlugConnectedX,
  IconQuestionMark,
  IconZzz,
} from "@tabler/icons-react";
import type { NotificationTopic } from "#shared/model/inbox-item.ts";

const ICONS = {
  "mail-failed": IconAlertTriangle,
  "mail-held": IconHandStop,
  "mail-unsure": IconQuestionMark,
  "mail-returned": IconMailOff,
  "mailbox-refused": IconPlugConnectedX,
  "mail-on-closed": IconMail,
  mentioned: IconAt,
  "snooze-over": IconZzz,
  "workflow-message": IconMessageCircle,
  "workflow-failed": IconAlertTriangle,
  "workflow-paused": IconPlayerPause,
  "history-offer": IconHistory,
} as const satisfies Record<NotificationTopic, unknown>;

/** What a notification is about, at a glance. */
export function TopicIcon({ topic }: { readonly topic: NotificationTopic }) {
  const Icon = ICONS[topic];
  return <Icon size={16} stroke={1.75} aria-hidden />;
}
