/** Teams (E2, F5). */
export const teams = {};
