import { describe, expect, it } from "vitest";
import { createSimulator, type OpenThread, type SimulatorOptions } from "#main/demo/simulator.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";

const NOW = Date.UTC(2026, 8, 15, 10);
const THREAD: OpenThread = {
  channel: "returns",
  language: "it",
  contact: { name: "Chiara Rossi", address: "chiara.rossi@posta.example" },
  subject: "Reso ordine 77",
  last: {
    messageId: "pd.x.0123456789abcdef0123@altavia-outdoor.example",
    references: ["t1.1@posta.example"],
    dateEpochMs: NOW - 60_000,
    text: "Buongiorno Chiara, certamente.",
    writer: "Giulia Ferrari",
    isFromDesk: true,
  },
};

function simulate(changes: Partial<SimulatorOptions> = {}) {
  const delivered: { channel: string; raw: Uint8Array }[] = [];
  const errors: unknown[] = [];
  const delaysMs: number[] = [];
  const due: (() => void)[] = [];
  const simulator = createSimulator({
    seed: 1,
    clock: { nowEpochMs: () => NOW },
    timer: {
      after(delayMs, work) {
        delaysMs.push(delayMs);
        due.push(work);
        return () => void due.splice(due.indexOf(work), 1);
      },
    },
    openThreads: () => Promise.resolve([THREAD]),
    deliver: (channel, raw) => {
      delivered.push({ channel, raw });
      return Promise.resolve();
    },
    onError: (error) => errors.push(error),
    ...changes,
  });
  /** Lets the pause end and the mail arrive. */
  const pass = async () => {
    due.shift()?.();
    for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
  };
  return { simulator, delivered, errors, delaysMs, due, pass };
}

describe("simulator", () => {
  it("lets one mail arrive after each pause of three to eight seconds", async () => {
    const { simulator, delivered, delaysMs, pass } = simulate();
    simulator.start();
    for (let mail = 0; mail < 40; mail += 1) await pass();
    expect(delivered).toHaveLength(40);
    expect(Math.min(...delaysMs)).toBeGreaterThanOrEqual(3_000);
    expect(Math.max(...delaysMs)).toBeLessThanOrEqual(8_000);
    expect(new Set(delaysMs).size).toBeGreaterThan(10);
  });

  it("writes new mails and answers in open threads, dated now, each with an id of its own", async () => {
    const { simulator, delivered, pass } = simulate();
    simulator.start();
    for (let mail = 0; mail < 30; mail += 1) await pass();
    const mails = await Promise.all(
      delivered.map(async ({ channel, raw }) => {
        const result = await parseMail(raw);
        if (result.kind !== "parsed") throw new Error("set aside");
        return { channel, ...result.mail };
      }),
    );
    const replies = mails.filter(({ inReplyTo }) => inReplyTo.length > 0);
    expect(replies.length).toBeGreaterThan(5);
    expect(replies.length).toBeLessThan(25);
    expect(
      new Set(
        replies.map(({ channel, from, inReplyTo, references }) =>
          JSON.stringify([channel, from, inReplyTo, references]),
        ),
      ),
    ).toEqual(
      new Set([
        JSON.stringify([
          "returns",
          [THREAD.contact],
          [THREAD.last.messageId],
          [...THREAD.last.references, THREAD.last.messageId],
        ]),
      ]),
    );
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(30);
    expect(new Set(mails.map(({ dateEpochMs }) => dateEpochMs))).toEqual(new Set([NOW]));
    expect(mails.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it("writes the same for the same seed, and new mails only where no thread is open", async () => {
    const rawOf = async () => {
      const { simulator, delivered, pass } = simulate({ openThreads: () => Promise.resolve([]) });
      simulator.start();
      for (let mail = 0; mail < 10; mail += 1) await pass();
      return delivered.map(({ raw }) => Buffer.from(raw).toString());
    };
    const first = await rawOf();
    expect(await rawOf()).toEqual(first);
    expect(first.filter((raw) => raw.includes("In-Reply-To"))).toEqual([]);
  });

  it("goes on after a mail that could not be delivered", async () => {
    const refused = new Error("disk full");
    const { simulator, errors, pass, due } = simulate({ deliver: () => Promise.reject(refused) });
    simulator.start();
    await pass();
    await pass();
    expect(errors).toEqual([refused, refused]);
    expect(due).toHaveLength(1);
  });

  it("starts once, and nothing arrives after it has stopped", async () => {
    const { simulator, delivered, due, pass } = simulate();
    simulator.start();
    simulator.start();
    expect([simulator.running, due.length]).toEqual([true, 1]);
    await pass();
    await simulator.stop();
    await pass();
    expect([simulator.running, due.length, delivered.length]).toEqual([false, 0, 1]);
  });

  it("waits for the mail that is arriving when it is stopped, and begins no new pause after it", async () => {
    let arrive = () => {};
    const { simulator, due, pass } = simulate({
      deliver: () =>
        new Promise((resolve) => {
          arrive = resolve;
        }),
    });
    simulator.start();
    await pass();
    let isStopped = false;
    const stopping = simulator.stop().then(() => {
      isStopped = true;
    });
    await Promise.resolve();
    expect(isStopped).toBe(false);
    arrive();
    await stopping;
    expect([isStopped, due.length]).toEqual([true, 0]);
  });

  it("goes on as one simulator when it is started again before it has stopped", async () => {
    let arrive = () => {};
    const { simulator, due, pass } = simulate({
      deliver: () =>
        new Promise((resolve) => {
          arrive = resolve;
        }),
    });
    simulator.start();
    await pass();
    const stopping = simulator.stop();
    simulator.start();
    arrive();
    await stopping;
    expect([simulator.running, due.length]).toEqual([true, 1]);
  });
});
