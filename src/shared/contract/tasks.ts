/** Tasks that workflows and users make (F5). */
export const tasks = {};
