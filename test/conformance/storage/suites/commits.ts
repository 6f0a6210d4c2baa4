import { randomToken } from "rxdb";
import { afterEach, describe, expect, it } from "vitest";
import {
  CommitConflict,
  getRxStorageSql,
  type CommitRow,
  type RxStorageSql,
  type SqlStorageInstance,
  type SqlStorageOptions,
} from "../../../../src/main/store/sql-storage/index.ts";
import { person, prepared, type StoredDocument, type TestDocument, testSchema } from "../fixtures.ts";

type Instance = SqlStorageInstance<TestDocument>;

/** How one commit carries rows of several collections: what our storage can beside RxDB's interface. */
export function commitSuite(name: string, optionsOf: () => SqlStorageOptions): void {
  describe(`commits over several collections: ${name}`, () => {
    const opened: Instance[] = [];
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((instance) => instance.close()));
    });

    async function openIn(storage: RxStorageSql, databaseName: string, collectionName: string): Promise<Instance> {
      const instance = await storage.createStorageInstance<TestDocument>({
        databaseInstanceToken: "test",
        databaseName,
        collectionName,
        schema: testSchema(),
        options: {},
        multiInstance: false,
        devMode: false,
      });
      opened.push(instance);
      return instance;
    }

    async function desk(options: SqlStorageOptions = {}, databaseName = `db${randomToken(10)}`) {
      const storage = getRxStorageSql({ ...optionsOf(), ...options });
      const people = await openIn(storage, databaseName, "people");
      const places = await openIn(storage, databaseName, "places");
      const events: string[] = [];
      for (const instance of [people, places])
        instance.changeStream().subscribe(({ events: bulk }) => {
          for (const { operation, documentId } of bulk)
            events.push(`${instance.collectionName} ${operation} ${documentId}`);
        });
      const commit = <Result>(work: () => Promise<Result>) => storage.transaction(databaseName, work);
      return { storage, databaseName, people, places, events, commit };
    }

    /** A document as a command hands it over, without what the storage keeps. */
    const plain = (id: string, changes: Record<string, unknown> = {}): TestDocument => ({
      name: "Ada",
      amount: 1,
      flag: true,
      place: { city: "Turin", zip: 10121 },
      ...(changes as Partial<TestDocument>),
      id,
    });
    const added = (id: string): CommitRow<TestDocument> => ({ previous: null, next: plain(id) });
    const changed = (previous: StoredDocument, changes: Record<string, unknown>): CommitRow<TestDocument> => ({
      previous,
      next: plain(previous.id, changes),
    });

    const get = async (instance: Instance, id: string) => (await instance.findDocumentsById([id], true))[0];
    async function require(instance: Instance, id: string): Promise<StoredDocument> {
      const document = await get(instance, id);
      if (!document) throw new Error(`There is no ${id}.`);
      return document;
    }
    const idsOf = async (instance: Instance) =>
      (
        await instance.query(prepared(testSchema(), { selector: { _deleted: { $eq: false } }, sort: [{ id: "asc" }] }))
      ).documents.map(({ id }) => id);
    /** The number of the commit in which a row was written. */
    function commitOf(instance: Instance, id: string): number {
      const { connection, table } = instance.internals;
      return Number(connection.db.prepare(`SELECT written AS n FROM "${table}" WHERE id = ?`).get(id)?.["n"]);
    }

    it("writes all of it, and tells of it in order, only then", async () => {
      const { people, places, events, commit } = await desk();
      const before = await commit(async () => {
        places.writeInTransaction([added("here")], "test");
        people.writeInTransaction([added("a"), added("b")], "test");
        return events.length;
      });
      expect([before, events]).toEqual([0, ["places INSERT here", "people INSERT a", "people INSERT b"]]);
      expect([await idsOf(people), await idsOf(places)]).toEqual([["a", "b"], ["here"]]);
    });

    it("tells of a collection in one bulk, however many writes it was, and never of what was rolled back", async () => {
      const { people, places, commit } = await desk();
      const bulks: string[][] = [];
      const subscription = people
        .changeStream()
        .subscribe(({ events }) => void bulks.push(events.map(({ documentId }) => documentId)));
      const failed = commit(async () => {
        people.writeInTransaction([added("lost")], "test");
        throw new TypeError("bad");
      });
      await expect(failed).rejects.toThrow("bad");
      await commit(async () => {
        people.writeInTransaction([added("a")], "test");
        places.writeInTransaction([added("here")], "test");
        people.writeInTransaction([added("b")], "test");
      });
      await commit(async () => people.writeInTransaction([added("c")], "test"));
      subscription.unsubscribe();
      expect(bulks).toEqual([["a", "b"], ["c"]]);
    });

    it("or nothing, where the work fails: no row, no event", async () => {
      const { people, places, events, commit } = await desk();
      const failed = commit(async () => {
        people.writeInTransaction([added("a")], "test");
        places.writeInTransaction([added("here")], "test");
        throw new TypeError("bad");
      });
      await expect(failed).rejects.toThrow("bad");
      expect([await idsOf(people), await idsOf(places), events]).toEqual([[], [], []]);
    });

    it("a listener that throws is told of; the commit stands, the other listeners hear of it, and the next one goes on", async () => {
      const faults: string[] = [];
      const { people, places, events, commit } = await desk({
        hooks: { fault: (error, what) => faults.push(`${what}: ${String(error)}`) },
      });
      const own = people.internals.connection.transactions;
      await commit(async () => {
        people.writeInTransaction([added("a")], "test");
        own.own?.afterCommit.push(() => {
          throw new TypeError("deaf");
        });
        places.writeInTransaction([added("here")], "test");
      });
      await commit(async () => people.writeInTransaction([added("b")], "test"));
      expect([events, faults]).toEqual([
        ["people INSERT a", "places INSERT here", "people INSERT b"],
        ["a commit could not be told: TypeError: deaf"],
      ]);
    });

    it("what takes back memory and throws hides neither the reason nor the others", async () => {
      const faults: string[] = [];
      const { people, commit } = await desk({
        hooks: { fault: (error, what) => faults.push(`${what}: ${String(error)}`) },
      });
      const undone: string[] = [];
      const failed = commit(async () => {
        const own = people.internals.connection.transactions.own;
        own?.afterRollback.push(() => undone.push("first"));
        own?.afterRollback.push(() => {
          throw new TypeError("stuck");
        });
        own?.afterRollback.push(() => undone.push("last"));
        people.writeInTransaction([added("a")], "test");
        throw new TypeError("bad");
      });
      const next = commit(async () => people.writeInTransaction([added("b")], "test"));
      await expect(failed).rejects.toThrow("bad");
      await next;
      expect([await idsOf(people), undone, faults]).toEqual([
        ["b"],
        ["last", "first"],
        ["what was kept in memory could not be taken back: TypeError: stuck"],
      ]);
    });

    it("what the database has rolled back by itself is not rolled back again", async () => {
      const faults: string[] = [];
      const { people, commit } = await desk({ hooks: { fault: (_error, what) => faults.push(what) } });
      const failed = commit(async () => {
        people.writeInTransaction([added("a")], "test");
        people.internals.connection.db.exec("ROLLBACK");
        throw new TypeError("full");
      });
      await expect(failed).rejects.toThrow("full");
      await commit(async () => people.writeInTransaction([added("b")], "test"));
      expect([await idsOf(people), faults]).toEqual([["b"], []]);
    });

    it("where the rollback itself is refused, whoever waits is refused with the reason, and opened again it holds what was committed", async () => {
      const faults: string[] = [];
      const { people, commit, storage, databaseName } = await desk({
        hooks: { fault: (_error, what) => faults.push(what) },
      });
      await commit(async () => people.writeInTransaction([added("a")], "test"));
      const { connection } = people.internals;
      connection.prepare = (sql) => {
        if (sql === "ROLLBACK") throw new TypeError("no way back");
        return connection.prepareOwn(sql);
      };
      const failed = commit(async () => {
        people.writeInTransaction([added("b")], "test");
        throw new TypeError("bad");
      });
      const waiting = commit(async () => people.writeInTransaction([added("c")], "test"));
      const refused = { code: "READ_WRITE_FAILED", message: expect.stringContaining("opened again") };
      await expect(failed).rejects.toThrow("bad");
      await expect(waiting).rejects.toMatchObject(refused);
      await expect(people.findDocumentsById(["b"], true)).rejects.toMatchObject(refused);
      expect(faults).toEqual(["a transaction could not be rolled back"]);
      await Promise.all(opened.splice(0).map((instance) => instance.close()));
      if (optionsOf().mode === "file")
        expect(await idsOf(await openIn(storage, databaseName, "people"))).toEqual(["a"]);
    });

    it("refuses the whole where a document is not what it was, and says which", async () => {
      const { people, places, commit } = await desk();
      await commit(async () => people.writeInTransaction([added("a"), added("b")], "test"));
      const seen = await require(people, "b");
      await commit(async () => people.writeInTransaction([changed(seen, { amount: 2 })], "test"));
      const late = commit(async () => {
        places.writeInTransaction([added("here")], "test");
        people.writeInTransaction([added("c"), changed(seen, { amount: 3 })], "test");
      });
      await expect(late).rejects.toMatchObject({ name: "CommitConflict", collectionName: "people", documentId: "b" });
      expect([await idsOf(people), await idsOf(places), (await require(people, "b"))["amount"]]).toEqual([
        ["a", "b"],
        [],
        2,
      ]);
    });

    it("refuses what is added where there is one, and what is changed where there is none", async () => {
      const { people, commit } = await desk();
      await commit(async () => people.writeInTransaction([added("a")], "test"));
      await expect(commit(async () => people.writeInTransaction([added("a")], "test"))).rejects.toBeInstanceOf(
        CommitConflict,
      );
      const never = person("never");
      await expect(
        commit(async () => people.writeInTransaction([changed(never, { amount: 2 })], "test")),
      ).rejects.toMatchObject({ documentId: "never" });
    });

    it("gives each row the number of its commit, which rises by one, and by none for what rolled back", async () => {
      const { people, places, commit } = await desk();
      const write = (instance: Instance, id: string) =>
        commit(async () => instance.writeInTransaction([added(id)], "test"));
      await commit(async () => {
        people.writeInTransaction([added("a")], "test");
        places.writeInTransaction([added("here")], "test");
      });
      const first = commitOf(people, "a");
      expect(commitOf(places, "here")).toBe(first);
      await expect(
        commit(async () => {
          people.writeInTransaction([added("x")], "test");
          throw new TypeError("bad");
        }),
      ).rejects.toThrow("bad");
      // Nothing was written: no commit either.
      await commit(async () => idsOf(people));
      await write(places, "there");
      await people.bulkWrite([{ document: person("by RxDB") }], "test");
      await write(people, "b");
      await commit(async () => {
        people.writeInTransaction([changed(await require(people, "a"), { amount: 2 })], "test");
      });
      expect([
        commitOf(places, "there"),
        commitOf(people, "by RxDB"),
        commitOf(people, "b"),
        commitOf(people, "a"),
      ]).toEqual([1, 2, 3, 4].map((more) => first + more));
    });

    it("shows what it has written to those inside, and to nobody else", async () => {
      const { people, commit } = await desk();
      let look: () => void = () => undefined;
      // Asked for outside, while the transaction is open.
      const outside = new Promise<void>((resolve) => (look = resolve)).then(() => idsOf(people));
      let inside: string[] = [];
      const failed = commit(async () => {
        people.writeInTransaction([added("a")], "test");
        inside = await idsOf(people);
        look();
        for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        throw new TypeError("bad");
      });
      await expect(failed).rejects.toThrow("bad");
      expect([inside, await outside]).toEqual([["a"], []]);
    });

    it("is waited for by RxDB's own writes, which see what came of it", async () => {
      const { people, events, commit } = await desk();
      let go: () => void = () => undefined;
      let isOver = false;
      let wasOver: boolean | undefined;
      // Begun outside, while the transaction is open.
      const write = new Promise<void>((resolve) => (go = resolve)).then(async () => {
        const { error } = await people.bulkWrite([{ document: person("a") }, { document: person("b") }], "test");
        wasOver = isOver;
        return error.map(({ documentId }) => documentId);
      });
      await commit(async () => {
        people.writeInTransaction([added("a")], "test");
        go();
        for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        isOver = true;
      });
      expect([await write, wasOver, events]).toEqual([["a"], true, ["people INSERT a", "people INSERT b"]]);
    });

    it("takes its turn among RxDB's own writes of the same moment, none lost", async () => {
      const { people, places, commit } = await desk();
      const work = Array.from({ length: 20 }, (_, at) =>
        at % 2 === 0
          ? people.bulkWrite([{ document: person(`r${at}`) }], "test")
          : commit(async () => {
              people.writeInTransaction([added(`c${at}`)], "test");
              await new Promise((resolve) => setImmediate(resolve));
              places.writeInTransaction([added(`c${at}`)], "test");
            }),
      );
      await Promise.all(work);
      expect([(await idsOf(people)).length, (await idsOf(places)).length]).toEqual([20, 10]);
    });

    it("goes on from what RxDB wrote, and RxDB from what it wrote", async () => {
      const { people, commit } = await desk();
      await people.bulkWrite([{ document: person("a") }], "test");
      await commit(async () => people.writeInTransaction([changed(await require(people, "a"), { amount: 2 })], "test"));
      const previous = await require(people, "a");
      const document = { ...previous, amount: 3, _rev: "3-next" } as StoredDocument;
      expect((await people.bulkWrite([{ previous, document }], "test")).error).toEqual([]);
      expect([previous._rev.split("-")[0], (await require(people, "a"))["amount"]]).toEqual(["2", 3]);
    });

    it("writes a deleted document anew, as its next revision, and tells of it as of a new one", async () => {
      const { people, events, commit } = await desk();
      await commit(async () => people.writeInTransaction([added("a")], "test"));
      const there = await require(people, "a");
      await commit(async () =>
        people.writeInTransaction([{ previous: there, next: plain("a"), isDeleted: true }], "test"),
      );
      expect([await idsOf(people), (await require(people, "a"))._deleted]).toEqual([[], true]);
      await commit(async () => people.writeInTransaction([added("a")], "test"));
      const again = await require(people, "a");
      expect([await idsOf(people), again._deleted, again._rev.split("-")[0]]).toEqual([["a"], false, "3"]);
      expect(events).toEqual(["people INSERT a", "people DELETE a", "people INSERT a"]);
    });

    it("keeps the indexes: what was changed is found by what it is now", async () => {
      const { people, commit } = await desk();
      await commit(async () => people.writeInTransaction([added("a"), added("b")], "test"));
      await commit(async () =>
        people.writeInTransaction([changed(await require(people, "a"), { name: "Zoe", amount: 7 })], "test"),
      );
      const find = async (selector: Record<string, unknown>) =>
        (await people.query(prepared(testSchema(), { selector }))).documents.map(({ id }) => id);
      expect([await find({ name: "Zoe" }), await find({ amount: 7 }), await find({ name: "Ada" })]).toEqual([
        ["a"],
        ["a"],
        ["b"],
      ]);
    });

    it("tells of the changed documents since a checkpoint, as RxDB asks for them", async () => {
      const { people, commit } = await desk();
      await people.bulkWrite([{ document: person("a") }], "test");
      const { checkpoint } = await people.getChangedDocumentsSince(10);
      await new Promise((resolve) => setTimeout(resolve, 2));
      await commit(async () => people.writeInTransaction([added("b")], "test"));
      const { documents } = await people.getChangedDocumentsSince(10, checkpoint);
      expect(documents.map(({ id }) => id)).toEqual(["b"]);
    });

    it("runs the hooks inside: what one throws takes back the whole, what one writes goes with it", async () => {
      const seen: string[] = [];
      const { people, places, events, commit, storage, databaseName } = await desk({
        hooks: {
          opened: (db) => db.exec("CREATE TABLE IF NOT EXISTS seen (id TEXT)"),
          written(db, { collectionName }, writes) {
            for (const { document } of writes) {
              seen.push(`${collectionName} ${String(document["id"])}`);
              db.prepare("INSERT INTO seen (id) VALUES (?)").run(String(document["id"]));
              if (document["id"] === "bad") throw new TypeError("not to be indexed");
            }
          },
        },
      });
      await commit(async () => people.writeInTransaction([added("a")], "test"));
      const failed = commit(async () => {
        people.writeInTransaction([added("b")], "test");
        places.writeInTransaction([added("bad")], "test");
      });
      await expect(failed).rejects.toThrow("not to be indexed");
      const rows = storage.connection(databaseName)?.prepare("SELECT id FROM seen").all();
      expect([seen, rows, await idsOf(people), events]).toEqual([
        ["people a", "people b", "places bad"],
        [{ id: "a" }],
        ["a"],
        ["people INSERT a"],
      ]);
    });

    it("refuses to write where there is no transaction", async () => {
      const { people } = await desk();
      expect(() => people.writeInTransaction([added("a")], "test")).toThrow("no transaction");
    });

    it("answers a query that says nothing of where to begin", async () => {
      const { people, commit } = await desk();
      await commit(async () => people.writeInTransaction([added("a"), added("b")], "test"));
      const { skip: _, ...query } = prepared(testSchema(), { selector: {}, limit: 1, sort: [{ id: "asc" }] }).query;
      const asked = { ...prepared(testSchema(), { selector: {} }), query: query as typeof query & { skip: number } };
      expect((await people.query(asked)).documents.map(({ id }) => id)).toEqual(["a"]);
      expect((await people.count(prepared(testSchema(), { selector: {} }))).count).toBe(2);
    });
  });
}
