import type { Messages } from "../message.ts";

/** What the server says of accounts, in mails. */
export const accounts = {
  "accounts.mail.reset.subject": "{desk}: choose a new password",
  "accounts.mail.reset.text":
    "Somebody asked for a new password for your account at {desk}. If it was you, choose it here within two hours:\n\n{url}\n\nIf it wasn't you, do nothing: your password stays as it is.",
  "accounts.mail.invitation.subject": "You are invited to {desk}",
  "accounts.mail.invitation.text":
    "You are invited to work at the helpdesk {desk}. Choose your password here within a week:\n\n{url}\n\nThe link works once.",
} as const satisfies Messages;
