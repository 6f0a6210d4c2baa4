/** Import and export, the linter, the gallery, the order of workflows (F12, F12b, F13). */
export const workflowFiles = {};
