/** Names of the gallery (F12), apart from what they stand for, so that the contract needs no more than these. */

/** In the order in which the gallery shows them. */
export const GALLERY_KEYS = [
  "ticket-received",
  "ticket-closed",
  "out-of-hours-reply",
  "follow-up-after-answer",
  "satisfaction-question",
  "auto-close",
  "sla-reminder",
  "urgent-escalation",
  "overdue-alarm",
  "reopened",
  "waiting-on-contact-reminder",
  "due-reminder",
  "unassigned-alarm",
  "weekly-review",
  "round-robin",
  "vip-routing",
  "urgent-words",
  "possible-spam",
  "webhook-on-close",
  "chat-on-urgent",
] as const;
export type GalleryKey = (typeof GALLERY_KEYS)[number];

export const GALLERY_CATEGORIES = ["answers", "reminders", "routing", "escalation", "closing", "connections"] as const;
export type GalleryCategory = (typeof GALLERY_CATEGORIES)[number];

export const PARAMETER_KINDS = [
  "duration",
  "stage",
  "stages",
  "people",
  "words",
  "mail",
  "url",
  "secret",
  "business-hours",
  "cron",
  "time-zone",
] as const;
export type ParameterKind = (typeof PARAMETER_KINDS)[number];
