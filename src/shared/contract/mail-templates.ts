/** Mail templates (E3, E4). */
export const mailTemplates = {};
