import { afterEach, beforeEach, expect, test } from "vitest";
import { sendOverSmtp, type SendOutcome } from "#main/mail/smtp/smtp-transport.ts";
import { startCutProxy, type CutDirection, type CutProxy } from "../../../../support/mail/cut-proxy.ts";
import { startSmtpSink, type SmtpSink } from "../../../../support/mail/smtp-sink.ts";

let sink: SmtpSink;
let line: CutProxy;
beforeEach(async () => {
  sink = await startSmtpSink();
  line = await startCutProxy({ targetPort: sink.port });
});
afterEach(async () => {
  await line.close();
  await sink.close();
});

/** Longer than the whole dialogue in either direction. */
const MAX_BYTES = 3000;
/** Every byte takes half a minute; every fifth meets each line of the dialogue several times. */
const STEP_BYTES = Number(process.env["PIPEDESK_CUT_STEP"] ?? "5");

/** What may be said, and how often the mail arrived then. */
const HONEST = ["sent 1", "temporary 0", "unsure 0", "unsure 1"];

async function sendOnce(name: string): Promise<SendOutcome["kind"]> {
  const options = {
    host: "127.0.0.1",
    port: line.port,
    ignoreTLS: true,
    name: "[127.0.0.1]",
    greetingTimeout: 2000,
    socketTimeout: 2000,
    socketCloseTimeout: 0,
  };
  const outcome = await sendOverSmtp({
    options: { options, auth: null },
    envelope: { from: "help@desk.example", to: ["anna@example.com"] },
    source: Buffer.from(`Message-ID: <${name}>\r\nSubject: Boots\r\n\r\nWhich size?\r\n`),
    beforeFirstByte: () => Promise.resolve(),
  });
  return outcome.kind;
}

test.each<CutDirection>(["to-server", "to-client"])(
  "[H1] cut anywhere %s, the outcome never claims what is not so",
  async (direction) => {
    const seen = new Set<string>();
    for (let afterBytes = 1; afterBytes <= MAX_BYTES; afterBytes += STEP_BYTES) {
      line.setFaults({ cut: { direction, afterBytes } });
      const name = `${direction}.${afterBytes}@desk.example`;
      const kind = await sendOnce(name);
      if (kind === "unsure") await settled();
      const arrived = sink.mails.filter(({ messageId }) => messageId === name).length;
      seen.add(`${kind} ${arrived}`);
      if (kind === "sent" && (await isWhole(afterBytes, direction))) break;
    }
    expect([
      seen.has("sent 1"),
      seen.has("temporary 0"),
      Array.from(seen).filter((one) => !HONEST.includes(one)),
    ]).toEqual([true, true, []]);
  },
  60_000,
);

/** Lets the sink take what it has got. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Whether the cut lay behind the whole dialogue, so that nothing was cut. */
async function isWhole(afterBytes: number, direction: CutDirection): Promise<boolean> {
  line.setFaults({});
  const before = line.bytes(direction);
  await sendOnce("whole@desk.example");
  await settled();
  return line.bytes(direction) - before < afterBytes;
}
