import { afterEach, beforeEach, expect, test } from "vitest";
import { PersonId } from "#shared/model/ids.ts";
import type { Person } from "#shared/model/person.ts";
import { MAX_BATCH_ROWS } from "#shared/sync/limits.ts";
import type { SyncQuestion } from "#shared/sync/protocol.ts";
import type { Core } from "#main/core.ts";
import { insert } from "../../support/insert.ts";
import { copyOf, openTeam, type Team } from "../../support/team.ts";

/** More than goes into one batch. */
const MANY = MAX_BATCH_ROWS + 100;

let team: Team;
beforeEach(async () => {
  team = await openTeam();
});
afterEach(() => team.close());

function people(core: Core, prefix: string, count: number): Promise<void> {
  const made = Array.from({ length: count }, (_, at): Person => {
    const address = `${prefix}${at}@example.com`;
    return {
      id: PersonId.parse(`person-${prefix}${at}`),
      kind: "contact",
      name: `Customer ${at}`,
      address,
      addresses: [address],
      companyId: null,
      phone: "",
      notes: "",
      createdAtEpochMs: team.clock.nowEpochMs,
      lastMessageAtEpochMs: team.clock.nowEpochMs,
      stamps: {},
    };
  });
  return insert(core.context.store.people, made);
}

/** Ids of what goes out. */
function listener() {
  const brought: string[] = [];
  const before = (question: SyncQuestion) => {
    if (question.ask === "push") brought.push(...question.rows.map(({ d }) => d.id));
  };
  return { brought, before };
}

test("[H3] a device that only reads gives nothing back, however much it is given", async () => {
  await people(team.server, "a", 2 * MANY);
  const anna = await team.join("anna");
  const { brought, before } = listener();
  await anna.sync({ before });
  await people(team.server, "b", MANY);
  await anna.sync({ before });
  expect(brought).toEqual([]);
  expect(await copyOf(anna.core)).toEqual(await copyOf(team.server));
});

test("[H3] a device that brings more than a batch leaves out what came from the server in between", async () => {
  const anna = await team.join("anna");
  await anna.sync();
  await people(team.server, "theirs", 10);
  await anna.sync();
  await people(anna.core, "own", MANY);
  const { brought, before } = listener();
  await people(team.server, "later", 10);
  await anna.sync({ before });
  await people(team.server, "last", 10);
  await anna.sync({ before });
  expect(brought.filter((id) => !id.startsWith("person-own"))).toEqual([]);
  expect(new Set(brought).size).toBe(MANY);
  expect(await copyOf(anna.core)).toEqual(await copyOf(team.server));
});
