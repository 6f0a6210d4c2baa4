import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import type { HostMode } from "#main/desk/host/host.ts";
import { NUMBERS_IN_HAND } from "#main/desk/numbers/limits.ts";
import { openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const one of folders.splice(0)) await rm(one, { recursive: true, force: true });
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "pipedesk-numbers-"));
  folders.push(made);
  return made;
}

/** A process has one desk open at a time. */
async function on<Result>(mode: HostMode, dataDir: string, work: (desk: TestDesk) => Promise<Result>): Promise<Result> {
  const desk = await openTestDesk({ dataDir });
  try {
    if (desk.core.context.host.mode() !== mode) await desk.core.context.host.setMode(mode);
    return await work(desk);
  } finally {
    await desk.core.close();
  }
}

/** Tickets that are made one after the other, as they are numbered: `~` before one that stands in. */
async function make(desk: TestDesk, count: number): Promise<string[]> {
  const made: string[] = [];
  for (let position = 0; position < count; position += 1) {
    const { number, provisionalNumber } = await desk.client.tickets.create({ subject: "Boots", pipelineId: SUPPORT });
    made.push(number === null ? `~${provisionalNumber}` : String(number));
  }
  return made;
}

const numbersOf = ({ core }: TestDesk) => core.context.numbers;

test("[H2] alone, tickets are counted up, over a restart too", async () => {
  const dir = await folder();
  expect(await on("solo", dir, (desk) => make(desk, 2))).toEqual(["1", "2"]);
  expect(await on("solo", dir, async (desk) => [await make(desk, 1), await numbersOf(desk).want()])).toEqual([
    ["3"],
    0,
  ]);
});

test("[H2] a device of a team numbers from the blocks that the server gave it, and gives none twice", async () => {
  const [server, laptop] = [await folder(), await folder()];
  const blocks = await on("server", server, async (desk) => {
    expect(await make(desk, 2)).toEqual(["1", "2"]);
    const leased = [await numbersOf(desk).lease("laptop", 3, "r1"), await numbersOf(desk).lease("laptop", 2, "r2")];
    expect(await make(desk, 1)).toEqual(["8"]);
    return leased;
  });
  await on("member", laptop, async (desk) => {
    for (const block of blocks) await numbersOf(desk).add(block);
    expect(await make(desk, 2)).toEqual(["3", "4"]);
  });
  expect(await on("member", laptop, (desk) => make(desk, 5))).toEqual(["5", "6", "7", "~1", "~2"]);
});

test("[H2] a lease that is asked for again, its answer lost, is the same; one that comes twice adds nothing", async () => {
  const block = await on("server", await folder(), async (desk) => {
    const leased = await numbersOf(desk).lease("laptop", 2, "r1");
    expect(await numbersOf(desk).lease("laptop", 2, "r1")).toEqual(leased);
    expect(await numbersOf(desk).lease("other", 2, "r1")).toEqual({ from: 3, to: 4 });
    return leased;
  });
  await on("member", await folder(), async (desk) => {
    await numbersOf(desk).add(block);
    expect(await make(desk, 2)).toEqual(["1", "2"]);
    await numbersOf(desk).add(block);
    expect(await make(desk, 1)).toEqual(["~1"]);
  });
});

test("[H2] the server never leases what a desk that joined has given already", async () => {
  await on("server", await folder(), async (desk) => {
    const { store } = desk.core.context;
    await make(desk, 1);
    const [ticket] = await store.tickets.find({ selector: {} });
    if (!ticket) throw new Error("No ticket was made.");
    await store.tickets.write([{ previous: ticket, next: { ...ticket, number: 500 } }]);
    expect([await numbersOf(desk).lease("laptop", 10, "r1"), await make(desk, 1)]).toEqual([
      { from: 501, to: 510 },
      ["511"],
    ]);
  });
});

test("[H2] what is no number of numbers can't be leased", async () => {
  await on("server", await folder(), async (desk) => {
    for (const count of [0, -1, 1.5, Number.NaN, 1e9])
      await expect(async () => numbersOf(desk).lease("laptop", count, "r1")).rejects.toMatchObject({
        code: "PD_INPUT_INVALID",
      });
  });
});

test("[H2] what is rolled back gives its number back", async () => {
  await on("member", await folder(), async (desk) => {
    const { context } = desk.core;
    await context.numbers.add({ from: 10, to: 12 });
    const cut = context.queue.run(async () => {
      const piece = createPieceOfWork(context);
      expect(await context.numbers.take(piece)).toEqual({ number: 10 });
      await piece.flush();
      throw new TypeError("cut off");
    });
    await expect(cut).rejects.toThrow("cut off");
    expect(await make(desk, 2)).toEqual(["10", "11"]);
  });
});

test("[H2] tickets that are made together in one commit have a number each", async () => {
  await on("member", await folder(), async (desk) => {
    await numbersOf(desk).add({ from: 10, to: 11 });
    const made = await Promise.all(
      ["a", "b", "c"].map((subject) => desk.client.tickets.create({ subject, pipelineId: SUPPORT })),
    );
    expect(made.map(({ number, provisionalNumber }) => number ?? `~${provisionalNumber}`)).toEqual([10, 11, "~1"]);
  });
});

test("[H2] a device that came from a backup forgets its blocks, and gives nothing twice", async () => {
  const [server, laptop, backup] = [await folder(), await folder(), await folder()];
  const lease = (requestId: string) => on("server", server, (desk) => numbersOf(desk).lease("laptop", 10, requestId));
  const [first, second] = [await lease("r1"), await lease("r2")];
  await on("member", laptop, async (desk) => {
    await numbersOf(desk).add(first);
    await make(desk, 1);
  });
  await cp(laptop, backup, { recursive: true });
  const given = await on("member", laptop, (desk) => make(desk, 3));
  const after = await on("member", backup, async (desk) => {
    await numbersOf(desk).forget();
    await numbersOf(desk).add(second);
    return make(desk, 3);
  });
  expect([given, after]).toEqual([
    ["2", "3", "4"],
    ["11", "12", "13"],
  ]);
});

test("[H2] a server that came from a backup leases nothing that it may have leased since", async () => {
  const [server, backup] = [await folder(), await folder()];
  const lease = (dir: string, requestId: string) =>
    on("server", dir, (desk) => numbersOf(desk).lease("laptop", 60, requestId));
  await lease(server, "r1");
  await cp(server, backup, { recursive: true });
  const since = await lease(server, "r2");
  const again = await on("server", backup, async (desk) => {
    await numbersOf(desk).forget();
    // Also not by an answer that is asked for once more.
    return [await numbersOf(desk).lease("laptop", 60, "r1"), await numbersOf(desk).lease("laptop", 60, "r2")];
  });
  expect([since.to, again.every(({ from }) => from > since.to)]).toEqual([120, true]);
});

test("[H2] a device wants numbers when less than a third is left, and says so as soon as it does", async () => {
  await on("member", await folder(), async (desk) => {
    const numbers = numbersOf(desk);
    const wanted: number[] = [];
    const watched = numbers.wanted.subscribe((count) => wanted.push(count));
    expect(await numbers.want()).toBe(NUMBERS_IN_HAND);
    await numbers.add({ from: 1, to: NUMBERS_IN_HAND / 3 });
    expect(await numbers.want()).toBe(0);
    await make(desk, 1);
    expect(await numbers.want()).toBe((NUMBERS_IN_HAND * 2) / 3 + 1);
    watched.unsubscribe();
    expect([wanted[0], wanted.at(-1)]).toEqual([NUMBERS_IN_HAND, (NUMBERS_IN_HAND * 2) / 3 + 1]);
  });
});
