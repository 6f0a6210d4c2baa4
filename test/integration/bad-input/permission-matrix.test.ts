import { assert, expect, test } from "vitest";
import { UserId } from "#shared/model/ids.ts";
import { Permission } from "#shared/model/setup/user.ts";
import { ask } from "../hosts/serve-fixture.ts";
import { BODIES, filledDesk, nameOf, pathOf, PROCEDURES, type ContractProcedure, type Ids } from "./procedures.ts";
import { startRealHost, typedError, type RealHost } from "./real-host.ts";

/** Every role by itself, and nobody's. */
const ROLES: readonly (readonly Permission[])[] = [[], ...Permission.options.map((permission) => [permission])];
const REFUSED = ["403 PD_ACCESS_PERMISSION", "403 PD_ACCESS_VIEWER"];
const ARCHIVE =
  '--part\r\ncontent-disposition: form-data; name="file"; filename="a.eml"\r\n\r\nSubject: a\r\n\r\na\r\n--part\r\ncontent-disposition: form-data; name="columns[0]"\r\n\r\nname\r\n--part--\r\n';

/** What takes a file: with a column of a list of contacts, which the others ignore. */
const FORMS = new Set(["/imports", "/contact-imports", "/contact-imports/preview"]);

/** These would go on in the background, or reach for what is not on this machine: only who is refused tries them. */
const RUNS_ON = [
  "POST /imports",
  "POST /contact-imports",
  "POST /start",
  "POST /channels/test",
  "POST /channels/oauth",
  "POST /simulator",
  "POST /data/backups",
  "POST /data/restore",
  "POST /data/exports",
];

type Caller = { readonly id: string; readonly permissions: readonly Permission[]; readonly token: string };
type Tried = { readonly procedure: ContractProcedure; readonly path: string; readonly isOwn: boolean };

/** What the contract says of who calls it for themselves, or for somebody else. */
function mayCall(
  { method, access, viewers }: ContractProcedure,
  permissions: readonly Permission[],
  isOwn: boolean,
): boolean {
  if (permissions.includes("view-only") && method !== "GET" && viewers === null) return false;
  const isSuperAdmin = permissions.includes("super-admin");
  const isAdmin = isSuperAdmin || permissions.includes("account-access");
  switch (access) {
    case "everyone":
      return true;
    case "settings":
      return isAdmin;
    case "self-or-settings":
    case "author-or-settings":
      return isOwn || isAdmin;
    case "self-or-super-admin":
      return isOwn || isSuperAdmin;
    default:
      return assert.fail(`${String(access)} is no access`);
  }
}

async function callerOf({ desk }: RealHost, permissions: readonly Permission[]): Promise<Caller> {
  const { id } = await desk.client.users.create({
    name: "Bea",
    address: "bea@desk.example",
  });
  const { token } = await desk.client.users.createToken({ id: UserId.parse(id), name: "Till" });
  return { id, permissions, token };
}

async function call(host: RealHost, { token }: Caller, { procedure, path }: Tried): Promise<string> {
  const isForm = FORMS.has(procedure.path);
  const answer = await ask(host.port, `/api/v1${path}`, {
    method: procedure.method,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": isForm ? "multipart/form-data; boundary=part" : "application/json",
    },
    ...(procedure.method === "GET" ? {} : { body: isForm ? ARCHIVE : JSON.stringify(BODIES[nameOf(procedure)] ?? {}) }),
  });
  return answer.status < 400 ? String(answer.status) : typedError(answer);
}

/** For what is somebody's, once as somebody else's and once as one's own. */
function triesOf(ids: Ids, ownIds: Ids): Tried[] {
  // What is taken away last can be called before.
  const inOrder = PROCEDURES.toSorted((a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE"));
  return inOrder.flatMap((procedure) => {
    const others = { procedure, path: pathOf(procedure, ids), isOwn: false };
    if (procedure.access === "everyone" || procedure.access === "settings") return [others];
    const own = pathOf(procedure, { ...ids, ...ownIds });
    return [others, { procedure, path: own, isOwn: true }];
  });
}

test.each(ROLES.map((permissions) => [permissions.join() || "none", permissions] as const))(
  "[A3] with the permission %s the contract's procedures are refused to whom it says, and only to them; what is refused writes nothing",
  async (_name, permissions) => {
    const host = await startRealHost();
    const ids: Ids = { ...(await filledDesk(host)), "webhook-requests": "no-request" };
    const caller = await callerOf(host, permissions);
    const made = async (path: string, body: string): Promise<string> => {
      const answer = await ask(host.port, `/api/v1${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${caller.token}`, "content-type": "application/json" },
        body: JSON.stringify(BODIES[body]),
      });
      return (answer.json as { id: string }).id;
    };
    const own: Ids = {
      users: caller.id,
      "step-comments": await made(`/workflows/${ids["workflows"]}/comments`, "POST /workflows/{id}/comments"),
      snippets: await made("/snippets", "POST /snippets"),
      macros: await made("/macros", "POST /macros"),
      views: await made("/views", "POST /views"),
    };
    // Only now: a viewer may have written something before they became one.
    await host.desk.client.users.update({ id: UserId.parse(caller.id), permissions: [...permissions] });
    const wrong: string[] = [];
    let refused = 0;
    for (const tried of triesOf(ids, own)) {
      const { procedure, isOwn } = tried;
      const isAllowed = mayCall(procedure, permissions, isOwn);
      if (isAllowed && RUNS_ON.includes(nameOf(procedure))) continue;
      const before = host.writes();
      const told = await call(host, caller, tried);
      const written = host.writes() - before;
      if (REFUSED.includes(told) === isAllowed || told.startsWith("5") || (!isAllowed && written > 0))
        wrong.push(`${nameOf(procedure)} (${procedure.access}${isOwn ? ", own" : ""}): ${told}, ${written} written`);
      refused += isAllowed ? 0 : 1;
    }
    expect(wrong).toEqual([]);
    // A contract that said nothing would prove nothing.
    expect(refused).toBeGreaterThan(
      permissions.includes("super-admin") ? -1 : permissions.includes("account-access") ? 2 : 50,
    );
  },
);
