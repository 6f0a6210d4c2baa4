/** Dry runs, replays and explanations of workflows (F9, F9b, F10). */
export const workflowInsight = {};
