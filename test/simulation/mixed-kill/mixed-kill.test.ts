import { afterAll, expect, test } from "vitest";
import { createRandom } from "#main/demo/random.ts";
import { planKill } from "./lives.ts";
import { runThrough, type Outcome } from "./run-through.ts";

/**
 * `PIPEDESK_KILL_SEEDS=200` for so many, `PIPEDESK_KILL_FROM=200` for those that follow, `PIPEDESK_SEED=17` for that one alone. A seed gives the load and when each life ends; what the process is just doing then is up to
 * the machine, so a seed that failed may have to be run a few times.
 */
const ONE = process.env["PIPEDESK_SEED"];
const COUNT = Number(process.env["PIPEDESK_KILL_SEEDS"] ?? "1");
const FROM = Number(process.env["PIPEDESK_KILL_FROM"] ?? "0");
const SEEDS = ONE === undefined ? Array.from({ length: COUNT }, (_, at) => FROM + at) : [Number(ONE)];
/** Loads differ in how many lanes they have and what happens in them. What is killed when differs for each seed; so many in a row have one load. */
const [LOADS, SEEDS_PER_LOAD] = [12, 4];
const TIMEOUT_MS = 180_000;

const figures = { seeds: 0, kills: 0, mails: 0, unsure: 0, requests: 0, repeated: 0 };
afterAll(() => {
  if (process.env["PIPEDESK_KILL_SEEDS"] !== undefined) console.log(JSON.stringify(figures));
});

/** Of each load the run that was never cut off. */
const whole = new Map<number, Promise<Outcome>>();
function wholeRun(loadSeed: number): Promise<Outcome> {
  const known = whole.get(loadSeed);
  if (known) return known;
  const run = runThrough(loadSeed, [], createRandom(loadSeed).fork("whole"));
  whole.set(loadSeed, run);
  return run;
}

test.each(SEEDS)(
  "[F7] [H4] seed %i: killed at any moment of a mixed load, the desk is in the end as if it never had been, and nothing went out twice",
  async (seed) => {
    const random = createRandom(seed).fork("mixed-kill");
    const loadSeed = Math.floor(seed / SEEDS_PER_LOAD) % LOADS;
    const kills = Array.from({ length: random.integer(1, 4) }, () => planKill(random));
    const expected = await wholeRun(loadSeed);
    const found = await runThrough(loadSeed, kills, random.fork("moods"));
    figures.seeds += 1;
    figures.kills += found.kills;

    expect([expected.isThrough, found.isThrough]).toEqual([true, true]);
    const { evaluations: expectedEvaluations, ...documents } = expected.told;
    const { evaluations, ...foundDocuments } = found.told;
    expect(foundDocuments, `after ${JSON.stringify(kills)}`).toEqual(documents);
    expect(beyond(evaluations, expectedEvaluations)).toEqual([]);
    expect(found.hits).toEqual(expected.hits);
    const numbers = found.dump["tickets"]?.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers?.length);

    checkMails(found);
    checkRequests(found);
  },
  TIMEOUT_MS,
);

/** What is there more often than expected. */
function beyond(found: readonly string[], expected: readonly string[]): string[] {
  const left = [...expected];
  return found.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Each at most once; one that is not there, nobody claims to have sent; nothing that nobody wrote. */
function checkMails({ dump, mails }: Outcome): void {
  const states = new Map(dump["outbox"]?.map(({ messageId, state }) => [messageId, state]));
  const sent = (dump["messages"] ?? []).filter(({ direction }) => direction === "outgoing");
  const wrong = sent.flatMap(({ id, subject, rfcMessageId }) => {
    const arrived = mails.filter(({ messageId }) => messageId === rfcMessageId).length;
    const state = states.get(id ?? null);
    figures.mails += 1;
    if (state === "unsure") figures.unsure += 1;
    const isRight =
      (state === "sent" && arrived === 1) ||
      (state === "unsure" && arrived <= 1) ||
      (state === "cancelled" && arrived === 0);
    return isRight ? [] : [{ subject, state, arrived }];
  });
  expect(wrong).toEqual([]);
  const written = new Set(sent.map(({ rfcMessageId }) => rfcMessageId));
  expect(mails.filter(({ messageId }) => !written.has(messageId))).toEqual([]);
}

/** Each at least once, always the same under one id; nothing that no run asked for. */
function checkRequests({ dump, calls }: Outcome): void {
  const requests = dump["webhookRequests"] ?? [];
  for (const { id, body } of requests) {
    const own = calls.filter((call) => call.id === id);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((call) => call.body !== body || !call.isSigned)).toEqual([]);
    figures.requests += 1;
    if (own.length > 1) figures.repeated += 1;
  }
  expect(new Set(calls.map(({ id }) => id))).toEqual(new Set(requests.map(({ id }) => id)));
}
