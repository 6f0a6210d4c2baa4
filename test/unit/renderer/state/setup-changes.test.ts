import { expect, test } from "vitest";
import type { DeskSetup } from "#shared/contract/desk.ts";
import type { UserId } from "#shared/model/ids.ts";
import { EMPTY_SETUP } from "#renderer/state/desk-store.ts";
import { withSetupChanges } from "#renderer/state/setup-changes.ts";

const team = (id: string, createdAtEpochMs: number, name = id): DeskSetup["teams"][number] => ({
  id,
  kind: "team",
  name,
  userIds: [],
  createdAtEpochMs,
});
const user = (id: string, name = id): DeskSetup["users"][number] => ({
  id: id as UserId,
  name,
  address: `${id}@desk.example`,
  permissions: [],
});
const SETUP: DeskSetup = { ...EMPTY_SETUP, teams: [team("a", 1), team("c", 3)], users: [user("x"), user("y")] };

test("changed documents are replaced, new ones come to their place, removed ones go", () => {
  const changed = { teams: [team("c", 3, "C"), team("b", 2)], users: [user("w"), user("x", "X")] };
  expect(withSetupChanges(SETUP, { changed, removed: ["a"] })).toEqual({
    ...SETUP,
    teams: [team("b", 2), team("c", 3, "C")],
    users: [user("x", "X"), user("y"), user("w")],
  });
});

test("lists in which nothing changed stay the same objects, so that nothing that shows them is painted anew", () => {
  const next = withSetupChanges(SETUP, { changed: { teams: [team("a", 1, "A")] }, removed: [] });
  expect([next.users === SETUP.users, next.pipelines === SETUP.pipelines, next.teams === SETUP.teams]).toEqual([
    true,
    true,
    false,
  ]);
});
