import type { ViewColumn } from "#shared/automation/documents/saved-view.ts";

/** What a column is wide by itself, pixels at the usual size of letters: enough for what stands in most of its rows. */
export const COLUMN_WIDTH_PX: Readonly<Record<ViewColumn, number>> = {
  number: 76,
  unread: 56,
  subject: 290,
  contact: 140,
  stage: 140,
  pipeline: 130,
  owner: 120,
  priority: 96,
  due: 104,
  created: 90,
  lastActivity: 110,
  closed: 90,
  tags: 170,
  source: 70,
  messages: 90,
};
