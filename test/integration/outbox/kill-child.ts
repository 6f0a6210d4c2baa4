/** Sends what waits in a desk's outbox, and ends its own process without warning at the given point. */
import type { ProbePoint } from "#main/mail/probe.ts";
import { openOutboxDesk, UNDO_MS } from "./outbox-desk.ts";

const [dataDir = "", port = "0", sentCopy = "none", point = "", nth = "1"] = process.argv.slice(2);

let count = 0;
const out = await openOutboxDesk({
  dataDir,
  smtpPort: Number(port),
  mailbox: { sentCopy: sentCopy as "append" | "server" },
  probe: (at: ProbePoint) => {
    if (at !== point) return;
    count += 1;
    if (count === Number(nth)) process.kill(process.pid, "SIGKILL");
  },
});
await out.time.advance(UNDO_MS);
const { store } = out.desk.core.context;
await out.until(async () => {
  const sent = await store.outbox.find({ selector: { state: "sent" } });
  const isDone = sent.length === 4 && sent.every((item) => item.sentCopy !== "due");
  return isDone ? true : null;
});
await out.runner.close();
await out.desk.core.close();
