import { randomUUID } from "node:crypto";
import { contentsOf } from "./arrivals.ts";
import type { MailSystem } from "./mail-system.ts";

const IMAP = process.env["PIPEDESK_TEST_IMAP"] ?? "";
const SMTP = process.env["PIPEDESK_TEST_SMTP"] ?? "";

/** Why there are none; '' where there are. */
export const NO_REAL_SERVERS =
  IMAP !== "" && SMTP !== ""
    ? ""
    : "PIPEDESK_TEST_IMAP and PIPEDESK_TEST_SMTP name no servers: test/support/mail/real-servers.sh starts Dovecot and Postfix";

const portOf = (address: string) => Number(address.split(":").at(-1));

/** The servers that the environment names: all users exist, with one password. */
export const realServers: MailSystem = {
  name: "Dovecot and Postfix",
  knowsQuotes: true,
  async account() {
    const imapPort = portOf(IMAP);
    return {
      user: `desk-${randomUUID()}@desk.example`,
      imapPort,
      smtpPort: portOf(SMTP),
      arrivedFor: (address, count) => contentsOf(address, imapPort, count),
      close: async () => undefined,
    };
  },
};
