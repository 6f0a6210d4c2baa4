import { startImapServer, TEST_USER } from "../../support/mail/imap-server.ts";
import { startSmtpSink } from "../../support/mail/smtp-sink.ts";
import type { MailSystem } from "./mail-system.ts";

/** The pair from npm that plain `npm test` has. */
export const inProcess: MailSystem = {
  name: "in this process",
  knowsQuotes: false,
  async account() {
    const imap = await startImapServer({ folders: [{ name: "Junk", specialUse: "\\Junk" }] });
    const smtp = await startSmtpSink({ auth: {}, deliverTo: imap, deliverFor: [TEST_USER] });
    return {
      user: TEST_USER,
      imapPort: imap.port,
      smtpPort: smtp.port,
      async arrivedFor(address, count) {
        const isFor = () => smtp.mails.filter(({ to }) => to.includes(address));
        for (let wanted = count; isFor().length < count; wanted += 1) await smtp.received(wanted);
        return isFor().map(({ raw }) => raw);
      },
      async close() {
        await smtp.close();
        await imap.close();
      },
    };
  },
};
