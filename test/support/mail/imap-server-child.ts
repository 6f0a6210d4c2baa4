import { startImapServer } from "./imap-server.ts";
import { threadedMail } from "./mails.ts";

// A mailbox in a process of its own: `node imap-server-child.ts COUNT`. Prints its port, and ends with its parent.
const server = await startImapServer();
for (let number = 0; number < Number(process.argv[2] ?? 0); number += 1) server.deliver("INBOX", threadedMail(number));
console.log(String(server.port));
process.stdin.resume().once("end", () => void server.close());
