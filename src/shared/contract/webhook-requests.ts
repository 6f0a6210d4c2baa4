/** The request log of webhooks, and their secrets (F5). */
export const webhookRequests = {};
