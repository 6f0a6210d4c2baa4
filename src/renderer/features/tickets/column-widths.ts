import type { ViewColumn } from "#shared/automation/documents/saved-view.ts";

/** What a column is wide by itself, pixels at the usual size of letters: enough for what stands in most of its rows. */
export const COLUMN_WIDTH_PX: Readonly<Record<ViewColumn, number>> = {
  number: 76,
  unread: 56,
  subject: 360,
  contact: 170,
  stage: 160,
  pipeline: 130,
  owner: 150,
  priority: 100,
  due: 120,
  created: 90,
  lastActivity: 110,
  closed: 90,
  tags: 170,
  source: 70,
  messages: 90,
};
