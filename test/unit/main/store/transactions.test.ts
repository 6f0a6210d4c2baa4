import { describe, expect, test } from "vitest";
import { Transactions } from "#main/store/sql-storage/transactions.ts";

/** A connection that tells what it was asked; a statement of `failing` is refused. */
function tryout(...failing: readonly string[]) {
  const said: string[] = [];
  let number = 0;
  const transactions = new Transactions({
    get: () => [(number += 1)],
    run(sql) {
      said.push(sql);
      if (failing.includes(sql)) throw new Error(`refused ${sql}`);
      return 0;
    },
    noteCommit: () => void said.push("noted"),
    rollBack: () => void said.push("ROLLBACK"),
    contain: (_what, work) => work(),
  });
  const begin = () => transactions.own?.begin();
  return { transactions, said, begin };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a transaction", () => {
  test("is begun by its first write, and by none where nothing is written", async () => {
    const { transactions, said, begin } = tryout();
    expect(await transactions.run(async () => "read")).toBe("read");
    expect(said).toEqual([]);
    expect(await transactions.run(async () => [begin(), begin(), transactions.own?.writes])).toEqual([1, 1, 2]);
    expect(said).toEqual(["BEGIN IMMEDIATE", "COMMIT", "noted"]);
  });

  test("is joined by what is asked for inside, and waited for by all others, in their order", async () => {
    const { transactions, said, begin } = tryout();
    const order: string[] = [];
    const first = transactions.run(async () => {
      begin();
      order.push("first");
      await turn();
      await transactions.run(async () => order.push("inside"));
      await transactions.turn();
      order.push("first's own turn");
    });
    const second = transactions.run(async () => order.push("second"));
    await Promise.resolve();
    const third = transactions.turn().then(() => order.push("outside"));
    await Promise.all([first, second, third]);
    expect(order.slice(0, 3)).toEqual(["first", "inside", "first's own turn"]);
    expect(order.slice(3).toSorted()).toEqual(["outside", "second"]);
    expect(said.filter((one) => one.startsWith("BEGIN"))).toHaveLength(1);
  });

  test("tells of itself after the commit, in order, and nobody outside is inside", async () => {
    const { transactions, said, begin } = tryout();
    const outside = transactions.own;
    await transactions.run(async () => {
      begin();
      transactions.own?.afterCommit.push(
        () => said.push("told 1"),
        () => said.push("told 2"),
      );
      transactions.own?.afterRollback.push(() => said.push("taken back"));
    });
    expect([outside, transactions.own, said]).toEqual([
      null,
      null,
      ["BEGIN IMMEDIATE", "COMMIT", "noted", "told 1", "told 2"],
    ]);
  });

  test("lets work inside that failed take back what it kept since, and that alone, once", async () => {
    const { transactions, said, begin } = tryout();
    const failed = transactions.run(async () => {
      begin();
      transactions.own?.afterRollback.push(() => said.push("undo 1"));
      const takeBack = transactions.own?.mark();
      transactions.own?.afterRollback.push(
        () => said.push("undo 2"),
        () => said.push("undo 3"),
      );
      takeBack?.();
      throw new TypeError("bad");
    });
    await expect(failed).rejects.toThrow("bad");
    expect(said).toEqual(["BEGIN IMMEDIATE", "undo 3", "undo 2", "ROLLBACK", "undo 1"]);
  });

  test("that fails is taken back, in reverse order; the next is not concerned", async () => {
    const { transactions, said, begin } = tryout();
    const failed = transactions.run(async () => {
      begin();
      transactions.own?.afterCommit.push(() => said.push("told"));
      transactions.own?.afterRollback.push(
        () => said.push("undo 1"),
        () => said.push("undo 2"),
      );
      throw new TypeError("bad");
    });
    const next = transactions.run(async () => begin());
    await expect(failed).rejects.toThrow("bad");
    await next;
    expect(said).toEqual(["BEGIN IMMEDIATE", "ROLLBACK", "undo 2", "undo 1", "BEGIN IMMEDIATE", "COMMIT", "noted"]);
  });

  test("whose commit is refused is taken back", async () => {
    const { transactions, said, begin } = tryout("COMMIT");
    await expect(
      transactions.run(async () => {
        begin();
        transactions.own?.afterRollback.push(() => said.push("undo"));
      }),
    ).rejects.toThrow("refused COMMIT");
    expect(said).toEqual(["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "undo"]);
  });

  test("that is over is nobody's own any more: what goes on behind it waits like all others", async () => {
    const { transactions, begin } = tryout();
    let late: Promise<unknown> | undefined;
    await transactions.run(async () => {
      begin();
      late = turn().then(() => transactions.own);
    });
    expect(await late).toBeNull();
  });
});
