import { expect, test } from "vitest";
import { SetupDocument } from "#shared/automation/documents/setup-document.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { formatStamp } from "#shared/rules/clock/stamp.ts";
import { WHOLE_STAMP } from "#shared/rules/merge/merge-copies.ts";
import { FROM_THE_BEGINNING } from "#shared/sync/cursor.ts";
import { REPLICATED_COLLECTIONS } from "#shared/sync/collections.ts";
import { PushAnswer, SyncQuestion, type WireRow } from "#shared/sync/protocol.ts";
import { mergeRuleOf } from "#main/store/collections.ts";
import { plain, repositoryOf } from "#main/sync/adopt.ts";
import type { SyncLink } from "#main/sync/client/link.ts";
import { SUPPORT } from "../../support/test-desk.ts";
import { startTeam, type Team } from "../server/server-fixture.ts";
import { joinByPassword, openHttp, openSocket, SCOPE } from "./laptop-fixture.ts";
import { collectionOf, MAKERS, SOMEBODY_ELSE, type Known, type Sample } from "./trust-samples.ts";
import {
  CHANGES,
  OTHERS,
  PERMISSIONS_OF,
  ROLES,
  TABLE,
  TOKENS,
  type Change,
  type Outcome,
  type Row,
  type Subject,
} from "./trust-table.ts";

/** As far as a test goes beyond "one of that kind, by the device's user". */
type Variant = {
  readonly by?: string;
  readonly id?: (self: string) => string;
  readonly more?: object;
  readonly change?: object;
};
const grant = (stampOf: () => string) => ({ stamps: { "permissions+move-backward": stampOf() } });

const VARIANTS: Readonly<Record<keyof typeof OTHERS, (stampOf: () => string) => Variant>> = {
  "activities of somebody else": () => ({ by: SOMEBODY_ELSE }),
  "messages of somebody else": () => ({ by: SOMEBODY_ELSE }),
  "outbox of somebody else": () => ({ by: SOMEBODY_ELSE }),
  "inboxItems of somebody else": () => ({ by: SOMEBODY_ELSE }),
  "setup/step-comment of somebody else": () => ({ by: SOMEBODY_ELSE }),
  "setup/step-comment of somebody else, settled": () => ({ by: SOMEBODY_ELSE, change: { resolved: true } }),
  "setup/macro of somebody else": () => ({ by: SOMEBODY_ELSE }),
  "setup/macro of everybody": () => ({ more: { ownerId: null } }),
  "setup/snippet of somebody else": () => ({ by: SOMEBODY_ELSE }),
  "setup/snippet of everybody": () => ({ more: { ownerId: null } }),
  "setup/view of somebody else": () => ({ by: SOMEBODY_ELSE }),
  "setup/view that everybody has": () => ({ more: { shared: true } }),
  "setup/workflow-draft of somebody else": () => ({ by: SOMEBODY_ELSE }),
  "setup/user who it is": () => ({ id: (self) => self }),
  "setup/user who it is, more permissions": (stampOf) => ({ id: (self) => self, change: grant(stampOf) }),
  "setup/user who is a super admin": () => ({ more: { permissions: ["super-admin"] } }),
  "setup/user who is a super admin, demoted": (stampOf) => ({
    more: { permissions: ["super-admin"] },
    change: { permissions: [], stamps: { "permissions-super-admin": stampOf() } },
  }),
};

/** Stamps in the order in which they are asked for, as a device gives them. */
function stamping({ clock }: Team): () => string {
  let counter = 0;
  return () => formatStamp({ epochMs: clock.nowEpochMs, counter: (counter += 1), deviceId: "laptop" });
}

async function knownOf(team: Team): Promise<Known> {
  const { setup, store } = team.core.context;
  const made = await team.api("POST", "/tickets", {
    cookie: team.admin,
    body: { pipelineId: SUPPORT, subject: "Boots" },
  });
  const ticket = await store.tickets.get((made.json as { id: string }).id);
  const [pipeline, channel, workflow, settings] = [
    setup.all("pipeline")[0],
    setup.all("channel")[0],
    setup.all("workflow")[0],
    setup.all("settings")[0],
  ];
  if (!ticket || !pipeline || !channel || !workflow || !settings) throw new Error("The desk is not whole.");
  let last = 0;
  return {
    ticket: plain(ticket),
    pipeline: plain(pipeline),
    channel: plain(channel),
    workflow: plain(workflow),
    settings: plain(settings),
    nowEpochMs: team.clock.nowEpochMs,
    next: () => (last += 1),
  };
}

/** The document as the device changed it, with the stamps that a desk gives. */
function changed(
  subject: Subject,
  document: Sample,
  change: object,
  stampOf: () => string,
  isDeleted: boolean,
): Sample {
  const rule = mergeRuleOf(collectionOf(subject));
  const had = document["stamps"] ?? {};
  const given = "stamps" in change ? (change.stamps as object) : {};
  const names = isDeleted
    ? ["_deleted"]
    : Object.keys(change).filter((name) => name !== "stamps" && name !== "permissions");
  const stamped = (rule.kind === "whole" ? [WHOLE_STAMP] : names).map((name) => [name, stampOf()] as const);
  const stamps = rule.kind === "written-once" ? {} : { stamps: { ...had, ...given, ...Object.fromEntries(stamped) } };
  return { ...document, ...(isDeleted ? { _deleted: true } : change), ...stamps };
}

test("[A3] [H3] the table names every collection that travels, and every kind of the setup", () => {
  const kinds = SetupDocument.options.map((option) => `setup/${option.shape.kind.value}`);
  const wanted = [...REPLICATED_COLLECTIONS.filter((name) => name !== "setup"), ...kinds];
  expect(Object.keys(TABLE).toSorted()).toEqual(wanted.toSorted());
  expect(Object.keys(VARIANTS)).toEqual(Object.keys(OTHERS));
});

test.each(ROLES.map((role, column) => ({ role, column })))(
  "[A3] [H3] what the server takes from a device ($role) is what the table says, and nothing that it refuses is there",
  async ({ role, column }) => {
    const team = await startTeam();
    const { context } = team.core;
    await team.member("bea@desk.example", PERMISSIONS_OF[role]);
    const { target, joined } = await joinByPassword(team, "bea@desk.example");
    const link = await openSocket(target);
    const [known, stampOf, self] = [await knownOf(team), stamping(team), joined.userId as string];

    /** What the server has under that id from now on; null: nothing. */
    async function put(subject: Subject, id: string, document: Sample | null): Promise<void> {
      const repository = repositoryOf(context.store, collectionOf(subject));
      const previous = (await repository.copies([id])).get(id) ?? null;
      if (document === null && previous === null) return;
      await repository.adopt([{ previous, next: document ?? { id }, isDeleted: document === null }]);
    }

    async function outcomeOf(subject: Subject, change: Change, { by = self, ...variant }: Variant): Promise<string> {
      const { make, change: harmless } = MAKERS[subject];
      const named = variant.id?.(self) ?? `${change}-${subject.replace("/", "-")}-${known.next()}`;
      const stamp = stampOf();
      const made = make(named, by, known);
      const sample: Sample = { ...made, ...("stamp" in made ? { stamp } : {}), ...variant.more };
      const collection = collectionOf(subject);
      const repository = repositoryOf(context.store, collection);
      const isThere = change !== "insert";
      const own = variant.id === undefined ? sample : plainOf(await repository.get(named));
      if (isThere && variant.id === undefined) await put(subject, sample.id, sample);
      const sent = isThere ? changed(subject, own, variant.change ?? harmless, stampOf, change === "delete") : sample;
      const before = await repository.get(sample.id);
      const row: WireRow = { c: collection, n: 1, d: sent };
      const { refused } = PushAnswer.parse(await link.ask({ ask: "push", rows: [row] }));
      const after = await repository.get(sample.id);
      // Neither half: what was refused left no trace, what was taken is there.
      const isSame = JSON.stringify(before) === JSON.stringify(after);
      const told = refused[0]?.code ?? "taken";
      return (told === "taken") === isSame ? `${told}, and it is ${isSame ? "" : "not "}as before` : told;
    }

    const found: Record<string, Partial<Record<Change, string>>> = {};
    const wanted: Record<string, Partial<Record<Change, Outcome>>> = {};
    for (const [name, row] of Object.entries<Row>({ ...TABLE, ...OTHERS })) {
      const subject = name.split(" ")[0] as Subject;
      const variant = name in VARIANTS ? VARIANTS[name as keyof typeof VARIANTS](stampOf) : {};
      for (const change of CHANGES) {
        const outcome = row[change]?.[column];
        if (outcome === undefined) continue;
        (wanted[name] ??= {})[change] = outcome;
        (found[name] ??= {})[change] = await outcomeOf(subject, change, variant);
        if (subject === "setup/settings") await put(subject, "settings", known.settings);
      }
    }
    expect(found).toEqual(wanted);
  },
);

function plainOf(document: Parameters<typeof plain>[0] | null): Sample {
  if (document === null) throw new Error("It is not there.");
  return plain(document);
}

const QUESTIONS: Readonly<Record<SyncQuestion["ask"], SyncQuestion>> = {
  hello: { ask: "hello", protocol: 1, deskId: null, checkpoint: 0, pushed: 0, nowEpochMs: 0 },
  pull: { ask: "pull", after: 0 },
  "catch-up": { ask: "catch-up", after: 0, cursor: FROM_THE_BEGINNING, scope: SCOPE },
  tickets: { ask: "tickets", ids: ["ticket"] },
  push: { ask: "push", rows: [] },
  numbers: { ask: "numbers", count: 1, requestId: "once" },
  "take-over": { ask: "take-over", handedOver: { records: [] } },
  wait: { ask: "wait", after: 0 },
  presence: { ask: "presence", ticketId: null, isTyping: false },
  accounts: { ask: "accounts", name: "me" },
  search: { ask: "search", q: "boots", kind: null, closedSinceEpochMs: 0, limit: 5 },
};

test("[A3] a token that is no device's in good standing opens nothing, whatever is asked and whatever is brought", async () => {
  const [team, other] = [await startTeam(), await startTeam()];
  const [known, stampOf] = [await knownOf(team), stamping(team)];
  const { cookie, userId } = await team.member("bea@desk.example");
  const left = await team.member("lea@desk.example");
  const [revoked, ofLeft] = [
    await joinByPassword(team, "bea@desk.example"),
    await joinByPassword(team, "lea@desk.example"),
  ];
  const strange = await joinByPassword(other, "ada@desk.example");
  const program = await team.api("POST", `/users/${userId}/tokens`, { cookie, body: { name: "Till" } });
  await team.api("DELETE", `/devices/${revoked.joined.deviceId}`, { cookie: team.admin });
  await team.api("POST", `/accounts/${left.userId}/deactivate`, { cookie: team.admin, body: {} });
  const sessionOf = (set: string) => set.split("=")[1] ?? "";
  const over = sessionOf(await team.signIn("bea@desk.example"));
  await team.auth("sign-out", {}, { cookie: `${cookie.split("=")[0]}=${over}` });
  const tokens: Readonly<Record<keyof typeof TOKENS, string>> = {
    none: "",
    "made up": `pdd_${"A".repeat(43)}`,
    "of another server": strange.target.token,
    "of a browser that is signed in": sessionOf(cookie),
    "of a browser whose session is over": over,
    "of a program": (program.json as { token: string }).token,
    "of a device that was revoked": revoked.target.token,
    "of a device whose user left": ofLeft.target.token,
  };
  const rows = Object.entries(MAKERS).map(([subject, { make }]): WireRow => {
    const made = make(`sneaked-${subject}`, userId, known);
    return {
      c: collectionOf(subject as Subject),
      n: 1,
      d: { ...made, ...("stamp" in made ? { stamp: stampOf() } : {}) },
    };
  });
  const before = await team.core.context.store.replication.newest();
  const found: Record<string, Record<string, string>> = {};
  const outcome = (asked: Promise<unknown>) =>
    asked.then(
      () => "answered",
      (error: unknown) => errorCodeOf(error) ?? String(error),
    );
  for (const [name, token] of Object.entries(tokens)) {
    const target = { ...revoked.target, token };
    const link: SyncLink = await openHttp(target);
    const answers = new Set<string>();
    for (const question of [...Object.values(QUESTIONS), { ask: "push", rows } as const])
      answers.add(await outcome(link.ask(question)));
    found[name] = { plain: [...answers].join(), socket: await outcome(openSocket(target)) };
  }
  expect(found).toEqual(
    Object.fromEntries(Object.entries(TOKENS).map(([name, code]) => [name, { plain: code, socket: code }])),
  );
  expect(await team.core.context.store.replication.newest()).toBe(before);
  expect(await team.core.context.store.people.get(rows[0]?.d.id ?? "")).toBeNull();
  // A question of a new kind is asked here too.
  expect(Object.keys(QUESTIONS).toSorted()).toEqual(
    SyncQuestion.options.map(({ shape }) => shape.ask.value).toSorted(),
  );
});
