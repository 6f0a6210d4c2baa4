/** The gallery of ready workflows (F12). */
import type { GalleryItem } from "./gallery-item.ts";
import { autoClose } from "./items/auto-close.ts";
import { chatOnUrgent } from "./items/chat-on-urgent.ts";
import { dueReminder } from "./items/due-reminder.ts";
import { followUpAfterAnswer } from "./items/follow-up-after-answer.ts";
import { outOfHoursReply } from "./items/out-of-hours-reply.ts";
import { overdueAlarm } from "./items/overdue-alarm.ts";
import { possibleSpam } from "./items/possible-spam.ts";
import { reopened } from "./items/reopened.ts";
import { roundRobin } from "./items/round-robin.ts";
import { satisfactionQuestion } from "./items/satisfaction-question.ts";
import { slaReminder } from "./items/sla-reminder.ts";
import { ticketClosed } from "./items/ticket-closed.ts";
import { ticketReceived } from "./items/ticket-received.ts";
import { unassignedAlarm } from "./items/unassigned-alarm.ts";
import { urgentEscalation } from "./items/urgent-escalation.ts";
import { urgentWords } from "./items/urgent-words.ts";
import { vipRouting } from "./items/vip-routing.ts";
import { waitingOnContactReminder } from "./items/waiting-on-contact-reminder.ts";
import { webhookOnClose } from "./items/webhook-on-close.ts";
import { weeklyReview } from "./items/weekly-review.ts";
import type { GalleryKey } from "./names.ts";

/** @rule F12 */
export const GALLERY: Readonly<Record<GalleryKey, GalleryItem>> = {
  "ticket-received": ticketReceived,
  "ticket-closed": ticketClosed,
  "out-of-hours-reply": outOfHoursReply,
  "follow-up-after-answer": followUpAfterAnswer,
  "satisfaction-question": satisfactionQuestion,
  "auto-close": autoClose,
  "sla-reminder": slaReminder,
  "urgent-escalation": urgentEscalation,
  "overdue-alarm": overdueAlarm,
  reopened: reopened,
  "waiting-on-contact-reminder": waitingOnContactReminder,
  "due-reminder": dueReminder,
  "unassigned-alarm": unassignedAlarm,
  "weekly-review": weeklyReview,
  "round-robin": roundRobin,
  "vip-routing": vipRouting,
  "urgent-words": urgentWords,
  "possible-spam": possibleSpam,
  "webhook-on-close": webhookOnClose,
  "chat-on-urgent": chatOnUrgent,
};
