import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deskRest, type DeskRest } from "../../support/desk-rest.ts";
import { startDesk, type TestDesk } from "../../support/desk-process.ts";
import { type CutProxy, startCutProxy } from "../../support/mail/cut-proxy.ts";
import { startTeamServer } from "./team-server.ts";

export const TEAM_PASSWORD = "seven green elephants";

/** A team's server behind a line that can be cut, as processes of their own. */
export type TeamWorld = {
  readonly line: CutProxy;
  readonly serverUrl: string;
  /** Opens the server's own screens as its super admin Ada. */
  readonly cookie: { readonly name: string; readonly value: string; readonly url: string };
  /** The server's REST interface, as Ada calls it: not over the line. */
  readonly rest: DeskRest;
  /** A machine with a desk of its own, empty. */
  openDesk(): Promise<TestDesk>;
  /** Lets somebody into the server with `TEAM_PASSWORD`. @returns their id */
  addPerson(name: string, address: string): Promise<string>;
  close(): Promise<void>;
};

/** A server that Ada has set up. Whatever it opens `close` takes away. */
export async function startTeamWorld(): Promise<TeamWorld> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const one of closing.splice(0).toReversed()) await one();
  };
  try {
    return { ...(await open(closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(closing: (() => Promise<unknown>)[]): Promise<Omit<TeamWorld, "close">> {
  const port = await freePort();
  const line = await startCutProxy({ targetPort: port });
  const server = await startTeamServer({ port, publicUrl: `http://127.0.0.1:${line.port}` });
  closing.push(() => server.close());
  // First of the two: a page that is gone leaves connections in the line, which the server would wait for.
  closing.push(() => line.close());
  const serverUrl = server.origin;

  const auth = async (name: string, body: unknown) => {
    const response = await fetch(`${serverUrl}/auth/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: serverUrl },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${name} answered ${response.status}: ${await response.text()}`);
    return response;
  };
  const setUp = await auth("set-up", {
    token: server.setUpLink.split("/").at(-1),
    name: "Ada",
    address: "ada@desk.example",
    password: TEAM_PASSWORD,
    deskName: "Boots Ltd",
  });
  const [pair = ""] = setUp.headers.getSetCookie()[0]?.split(";") ?? [];
  const [name = "", value = ""] = pair.split("=");
  const asAda = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${serverUrl}/api/v1${path}`, {
      method,
      headers: { cookie: pair, origin: serverUrl, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  const { me } = await asAda<{ me: { id: string } }>("GET", "/status");
  const { token } = await asAda<{ token: string }>("POST", `/users/${me.id}/tokens`, { name: "Test" });
  const rest = deskRest(`http://127.0.0.1:${port}`, token);

  return {
    line,
    serverUrl,
    cookie: { name, value, url: serverUrl },
    rest,
    async openDesk() {
      const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-member-"));
      closing.push(() => rm(dataDir, { recursive: true, force: true }));
      const desk = await startDesk({ dataDir });
      closing.push(() => desk.close());
      await desk.rest.start("empty");
      return desk;
    },
    async addPerson(person, address) {
      const { link } = await rest.send<{ link: { url: string } }>("POST", "/invitations", {
        name: person,
        address,
        way: "link",
      });
      const given = { token: link.url.split("/").at(-1), name: person, password: TEAM_PASSWORD };
      const { userId } = (await (await auth("invitation", given)).json()) as { userId: string };
      return userId;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
