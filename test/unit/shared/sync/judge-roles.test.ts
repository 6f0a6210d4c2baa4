import { describe, expect, test } from "vitest";
import { mergeRuleOf } from "#main/store/collections.ts";
import { User } from "#shared/model/setup/user.ts";
import { formatStamp } from "#shared/rules/clock/stamp.ts";
import { mergeCopies, type Copy } from "#shared/rules/merge/merge-copies.ts";
import type { ReplicatedCollection } from "#shared/sync/collections.ts";
import { judge } from "#shared/sync/judge/judge.ts";

const NOW = Date.UTC(2026, 4, 4, 9);
const stampAt = (epochMs: number) => formatStamp({ epochMs, counter: 0, deviceId: "laptop" });

function user(id: string, permissions: User["permissions"] = [], more: object = {}): User {
  return User.parse({
    id,
    kind: "user",
    name: id,
    address: `${id}@desk.example`,
    permissions,
    createdAtEpochMs: 1,
    stamps: {},
    ...more,
  });
}

const AGENT = user("agent");
const ADMIN = user("admin", ["account-access"]);
const SUPER = user("super", ["super-admin"]);

/** `taken`, or the code of the refusal. */
function outcome(
  by: User,
  previous: Copy | null,
  document: Copy & Readonly<Record<string, unknown>>,
  collection: ReplicatedCollection = "setup",
): string {
  const merged = () => ({ ...mergeCopies(mergeRuleOf(collection), previous ?? document, document) });
  const row = {
    collection,
    document: { ...document },
    isDeleted: document._deleted === true,
    previous: previous && { ...previous },
    merged,
  };
  return judge(row, { user: by, nowEpochMs: NOW })?.code ?? "taken";
}

describe("[A3] what merging would make of it is judged, not what it says of itself", () => {
  const grantedByStamp = { stamps: { "permissions+super-admin": stampAt(NOW) } };

  test("a stamp alone makes nobody a super admin: not oneself, nor a user who is new", () => {
    expect(outcome(AGENT, AGENT, { ...AGENT, ...grantedByStamp })).toBe("PD_ACCESS_PERMISSION");
    expect(outcome(ADMIN, ADMIN, { ...ADMIN, ...grantedByStamp })).toBe("PD_ACCESS_PERMISSION");
    expect(outcome(ADMIN, null, user("new", [], grantedByStamp))).toBe("PD_ACCESS_PERMISSION");
    expect(outcome(ADMIN, SUPER, { ...SUPER, stamps: { "permissions-super-admin": stampAt(NOW) } })).toBe(
      "PD_ACCESS_PERMISSION",
    );
    expect(outcome(SUPER, AGENT, { ...AGENT, ...grantedByStamp })).toBe("taken");
  });

  test("a later stamp of an equal value is a change: it would win over what an administrator did before", () => {
    const kept = { ...AGENT, stamps: { deactivatedAtEpochMs: stampAt(NOW) } };
    expect(outcome(AGENT, AGENT, kept)).toBe("PD_ACCESS_PERMISSION");
  });

  test("an older copy of something changes nothing, and is refused to nobody", () => {
    const before = { id: "team", kind: "team", name: "A", userIds: [], createdAtEpochMs: 1, stamps: {} };
    const after = { ...before, name: "B", stamps: { name: stampAt(NOW - 1000) } };
    expect(outcome(AGENT, after, before)).toBe("taken");
    expect(outcome(AGENT, before, after)).toBe("PD_ACCESS_PERMISSION");
    // Renamed while an administrator's change was on its way: both are merged.
    const admitted = { ...AGENT, permissions: ["move-backward" as const] };
    const granted = { ...admitted, stamps: { "permissions+move-backward": stampAt(NOW - 500) } };
    expect(outcome(AGENT, granted, { ...AGENT, name: "Ann", stamps: { name: stampAt(NOW) } })).toBe("taken");
  });
});

test("[A3] a super admin is demoted, shut out and deleted by super admins only", () => {
  const changes = [
    { ...SUPER, permissions: [], stamps: { "permissions-super-admin": stampAt(NOW) } },
    { ...SUPER, deactivatedAtEpochMs: NOW, stamps: { deactivatedAtEpochMs: stampAt(NOW) } },
    { ...SUPER, _deleted: true, stamps: { _deleted: stampAt(NOW) } },
  ];
  for (const change of changes) {
    expect(outcome(ADMIN, SUPER, change)).toBe("PD_ACCESS_PERMISSION");
    expect(outcome(user("other", ["super-admin"]), SUPER, change)).toBe("taken");
  }
});

test("[A3] a document stays of its kind: a comment of one's own doesn't become a workflow", () => {
  const comment = {
    id: "c",
    kind: "step-comment",
    workflowId: "w",
    stepId: "s",
    answersId: null,
    authorId: "agent",
    text: "Why?",
    resolved: false,
    createdAtEpochMs: 1,
    stamps: {},
  };
  const settings = { id: "c", kind: "team", name: "Mine", userIds: [], createdAtEpochMs: 1 };
  const changed = { ...comment, ...settings, stamps: { kind: stampAt(NOW) } };
  expect(outcome(SUPER, null, changed)).toBe("taken");
  for (const previous of [comment, { ...comment, _deleted: true }])
    expect(outcome(AGENT, previous, changed)).toBe("PD_SYNC_ROW_INVALID");
  // Of somebody else's comment only that it is settled.
  const anothers = { ...comment, authorId: "admin" };
  const settled = { ...anothers, resolved: true, stamps: { resolved: stampAt(NOW) } };
  expect(outcome(AGENT, anothers, settled)).toBe("taken");
  expect(outcome(AGENT, anothers, { ...settled, text: "No.", stamps: { text: stampAt(NOW) } })).toBe("PD_SYNC_FORGED");
  expect(outcome(AGENT, comment, { ...comment, authorId: "admin", stamps: { authorId: stampAt(NOW) } })).toBe(
    "PD_SYNC_FORGED",
  );
});

test("[H2] who is the host is written by who may promote, and not deleted", () => {
  const record = { id: "host-record", kind: "host-record", hostId: "server", fence: 2, atEpochMs: 1, stamps: {} };
  const promoted = { ...record, hostId: "laptop", fence: 3 };
  expect(outcome(AGENT, record, promoted)).toBe("PD_ACCESS_PERMISSION");
  expect(outcome(ADMIN, record, promoted)).toBe("taken");
  // With the smaller number it says nothing, whoever brings it.
  expect(outcome(AGENT, promoted, record)).toBe("taken");
  expect(outcome(SUPER, record, { ...promoted, _deleted: true })).toBe("PD_SYNC_WRITTEN_ONCE");
});
