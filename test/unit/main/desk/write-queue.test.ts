import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import {
  IMPORT_WAITS_AT_MOST_MS,
  MAX_DECISIONS,
  MAX_GROUP_MS,
  MAX_GROUP_PIECES,
  SLICE_MS,
  STAND_BACK_MS,
} from "#main/desk/limits.ts";
import { createWriteQueue, type WriteQueue } from "#main/desk/write-queue.ts";

/** A store that holds a list of words: what a transaction adds is there after its commit, or never. */
function tryout() {
  const committed: string[][] = [];
  let open: string[] | null = null;
  let writes = 0;
  let setup = 0;
  let elapsedMs = 0;
  const kept: string[] = [];
  const failures: (Error | undefined)[] = [];
  const pauses: { readonly endsAtMs: number; readonly resolve: (value?: unknown) => void }[] = [];
  const queue: WriteQueue = createWriteQueue({
    async transaction(work) {
      if (open !== null) throw new Error("Transactions do not overlap.");
      const mine: string[] = (open = []);
      writes = 0;
      try {
        const result = await work();
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
        committed.push(mine);
        return result;
      } finally {
        open = null;
      }
    },
    writes: () => writes,
    mark() {
      const length = kept.length;
      return () => void kept.splice(length);
    },
    setupVersion: () => setup,
    elapsedMs: () => elapsedMs,
    pause: (pauseMs) => new Promise((resolve) => pauses.push({ endsAtMs: elapsedMs + pauseMs, resolve })),
  });
  return {
    queue,
    committed,
    /** What pieces keep in memory of the open transaction. */
    kept,
    /** As part of the transaction that is open. */
    write: (word: string) => {
      if (open === null) throw new Error("There is no transaction.");
      open.push(word);
      writes += 1;
    },
    /** The next commits fail with these; undefined: that one goes through. */
    failCommits: (...errors: readonly (Error | undefined)[]) => void failures.push(...errors),
    changeSetup: () => void (setup += 1),
    pass: (ms: number) => {
      elapsedMs += ms;
      for (const { endsAtMs, resolve } of pauses) if (endsAtMs <= elapsedMs) resolve();
    },
    run: (word: string, importance?: "person" | "bulk" | "import") =>
      queue.run(async () => {
        open?.push(word);
        writes += 1;
        return word;
      }, importance),
  };
}

const conflict = () => new PipedeskError("PD_STORE_CONFLICT", "Another was first.");
const settled = async (answers: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(answers)).map((one) =>
    one.status === "fulfilled" ? one.value : one.reason instanceof Error ? one.reason.message : one.reason,
  );
const numbered = (count: number, name = "p") => Array.from({ length: count }, (_, at) => `${name}${at}`);

describe("pieces of work that wait together share a commit", () => {
  test("in the order in which they were asked for, each with its own answer", async () => {
    const { run, committed } = tryout();
    expect(await Promise.all(numbered(5).map((word) => run(word)))).toEqual(numbered(5));
    expect(committed).toEqual([numbered(5)]);
  });

  test("at most so many", async () => {
    const { run, committed } = tryout();
    await Promise.all(numbered(2 * MAX_GROUP_PIECES + 1).map((word) => run(word)));
    expect(committed.map(({ length }) => length)).toEqual([MAX_GROUP_PIECES, MAX_GROUP_PIECES, 1]);
  });

  test("at most for so long", async () => {
    const { queue, write, pass, committed } = tryout();
    const slow = (word: string) =>
      queue.run(async () => {
        write(word);
        pass(MAX_GROUP_MS / 2);
      });
    await Promise.all(numbered(5).map(slow));
    expect(committed.map(({ length }) => length)).toEqual([2, 2, 1]);
  });

  test("a change of the setup closes the group", async () => {
    const { queue, run, write, changeSetup, committed } = tryout();
    const change = queue.run(async () => {
      write("setup");
      changeSetup();
    });
    await Promise.all([change, run("after")]);
    expect(committed).toEqual([["setup"], ["after"]]);
  });

  test("each is answered only after the commit", async () => {
    const { queue, write, committed } = tryout();
    const seen: number[] = [];
    const first = queue.run(async () => write("a")).then(() => seen.push(committed.length));
    const second = queue.run(async () => {
      write("b");
      await new Promise((resolve) => setImmediate(resolve));
      // Others had many turns by now; the first has no answer yet.
      seen.push(-1);
    });
    await Promise.all([first, second]);
    expect(seen).toEqual([-1, 1]);
  });

  test("what comes while they are decided joins them", async () => {
    const { queue, run, write, committed } = tryout();
    let joined: Promise<unknown> | undefined;
    await queue.run(async () => {
      write("first");
      joined = run("joined");
    });
    await joined;
    expect(committed).toEqual([["first", "joined"]]);
  });
});

describe("people go ahead of bulk work", () => {
  test("also those who come later; and no bulk work joins behind a person's", async () => {
    const { run, committed } = tryout();
    await Promise.all([...numbered(3, "bulk").map((word) => run(word, "bulk")), run("person 1"), run("person 2")]);
    expect(committed).toEqual([
      ["person 1", "person 2"],
      ["bulk0", "bulk1", "bulk2"],
    ]);
  });

  test("who comes while bulk work is decided is next, and ends its group", async () => {
    const { queue, run, write, committed } = tryout();
    let person: Promise<unknown> | undefined;
    const first = queue.run(async () => {
      write("bulk0");
      person = run("person");
    }, "bulk");
    await Promise.all([first, run("bulk1", "bulk"), run("bulk2", "bulk")]);
    await person;
    expect(committed).toEqual([
      ["bulk0", "person"],
      ["bulk1", "bulk2"],
    ]);
  });
});

describe("a piece that fails", () => {
  test("before it has written is answered alone; the others are committed together", async () => {
    const { queue, run, committed } = tryout();
    const before = run("a");
    const bad = queue.run(() => Promise.reject(new TypeError("bad")));
    expect(await settled([before, bad, run("b")])).toEqual(["a", "bad", "b"]);
    expect(committed).toEqual([["a", "b"]]);
  });

  test("after it has written takes the group back; each is done again alone, and answered for itself", async () => {
    const { queue, run, write, committed } = tryout();
    const before = run("a");
    const bad = queue.run(async () => {
      write("half");
      throw new TypeError("bad");
    });
    expect(await settled([before, bad, run("b")])).toEqual(["a", "bad", "b"]);
    // What had not joined yet shares the next commit.
    expect(committed).toEqual([["a"], ["b"]]);
  });

  test("by itself is done once", async () => {
    const { queue, write, committed } = tryout();
    let times = 0;
    const bad = queue.run(async () => {
      times += 1;
      write("half");
      throw new TypeError("bad");
    });
    expect([await settled([bad]), times, committed]).toEqual([["bad"], 1, []]);
  });
});

describe("a commit that fails", () => {
  test("takes the group back; each is done again alone", async () => {
    const { run, failCommits, committed } = tryout();
    failCommits(new Error("disk"));
    expect(await settled(numbered(3).map((word) => run(word)))).toEqual(numbered(3));
    expect(committed).toEqual([["p0"], ["p1"], ["p2"]]);
  });

  test("again alone is told to whom it concerns, and to no other", async () => {
    const { run, failCommits, committed } = tryout();
    failCommits(new Error("disk"), undefined, new Error("disk again"));
    expect(await settled(numbered(3).map((word) => run(word)))).toEqual(["p0", "disk again", "p2"]);
    expect(committed).toEqual([["p0"], ["p2"]]);
  });
});

describe("a piece that lost to another write", () => {
  test("is decided again, also by itself", async () => {
    const { run, failCommits, committed } = tryout();
    failCommits(conflict(), conflict());
    expect(await settled([run("a")])).toEqual(["a"]);
    expect(committed).toEqual([["a"]]);
  });

  test("is given up after so many times; the others are not concerned", async () => {
    const { queue, run, committed } = tryout();
    let decisions = 0;
    const before = run("a");
    const loser = queue.run(async () => {
      decisions += 1;
      throw conflict();
    });
    expect(await settled([before, loser, run("b")])).toEqual(["a", "Another was first.", "b"]);
    // Once with the others.
    expect([decisions, committed]).toEqual([MAX_DECISIONS + 1, [["a"], ["b"]]]);
  });
});

describe("while somebody works at the desk", () => {
  /** Whatever can go on without time passing has gone on. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  };

  test("an import stands back, and goes on when they rest", async () => {
    const { queue, run, pass, committed } = tryout();
    await run("first", "import");
    queue.standBack();
    const later = run("later", "import");
    await settle();
    pass(STAND_BACK_MS - 1);
    await settle();
    expect(committed).toEqual([["first"]]);
    pass(1);
    await later;
    expect(committed).toEqual([["first"], ["later"]]);
  });

  test("what they ask for is done at once, though an import waits already", async () => {
    const { queue, run, pass, committed } = tryout();
    await run("first", "import");
    queue.standBack();
    const later = run("later", "import");
    await settle();
    await run("theirs");
    expect(committed.flat()).toEqual(["first", "theirs"]);
    pass(STAND_BACK_MS);
    await later;
  });

  test("an import goes on now and then beside somebody who never rests", async () => {
    const { queue, run, pass, committed } = tryout();
    await run("first", "import");
    void run("later", "import");
    queue.standBack();
    for (let passedMs = 0; passedMs < IMPORT_WAITS_AT_MOST_MS; passedMs += 50) {
      expect(committed.flat()).toEqual(["first"]);
      pass(50);
      queue.standBack();
      await settle();
    }
    expect(committed.flat()).toEqual(["first", "later"]);
  });
});

test("idle resolves when all that is queued is done, and what failed is no hindrance", async () => {
  const { queue, run, failCommits, committed } = tryout();
  failCommits(new Error("disk"), new Error("disk"));
  const answers = settled([...numbered(3).map((word) => run(word)), run("bulk", "bulk")]);
  await queue.idle();
  expect(committed.flat().toSorted()).toEqual(["bulk", "p1", "p2"]);
  expect(await answers).toEqual(["disk", "p1", "p2", "bulk"]);
});

test("a row of short pieces, each asked for when the one before is answered, lets others have their turns", async () => {
  let elapsedMs = 0;
  const queue = createWriteQueue({
    transaction: (work) => work(),
    writes: () => 1,
    mark: () => () => undefined,
    setupVersion: () => 0,
    elapsedMs: () => elapsedMs,
    pause: () => Promise.resolve(),
  });
  const pieces = 1_000;
  let turns = 0;
  let isDone = false;
  const others = (async () => {
    while (!isDone) {
      await nextTurn();
      turns += 1;
    }
  })();
  for (let piece = 0; piece < pieces; piece += 1) await queue.run(async () => void (elapsedMs += 1));
  isDone = true;
  await others;
  expect(turns).toBeGreaterThanOrEqual(pieces / SLICE_MS - 1);
  // And no more often than that, or each would wait for a turn.
  expect(turns).toBeLessThan(pieces / 2);
});

test("a piece that fails before it has written anything leaves nothing in memory either; the others keep theirs", async () => {
  const { queue, kept } = tryout();
  const keep = (word: string) => async () => void kept.push(word);
  const fails = async () => {
    kept.push("bad");
    throw new Error("refused");
  };
  await settled([queue.run(keep("a")), queue.run(fails), queue.run(keep("b"))]);
  expect(kept).toEqual(["a", "b"]);
});
