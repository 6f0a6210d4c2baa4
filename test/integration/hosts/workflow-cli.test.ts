import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startServeHost } from "#main/hosts/serve/start-serve-host.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { createFakeTerminal } from "../../unit/main/hosts/cli/fake-terminal.ts";
import { openTestDesk, SILENT, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { plain, workflowCli, type Said } from "../../support/workflow-cli.ts";

let desk: TestDesk;
let folder: string;
beforeEach(async () => {
  desk = await openTestDesk();
  folder = await mkdtemp(join(tmpdir(), "pipedesk-cli-"));
});
afterEach(async () => {
  await desk.close();
  await rm(folder, { recursive: true, force: true });
});

const cli = (args: readonly string[], stdin = ""): Promise<Said> =>
  workflowCli([...args, "--data", desk.dataDir], { core: desk.core, stdin });
const lines = ({ stdout }: Said) => plain(stdout);

const WAIT = { id: "wait", type: "wait-for", duration: { amount: 1, unit: "days" } };
const STEP = { id: "low", type: "set-property", change: { property: "priority", value: "low" } };
const DEFINITION = {
  version: 2,
  triggers: [{ id: "t1", type: "ticket-created" }],
  filter: { match: "all", parts: [] },
  reenrolment: { kind: "never" },
  unenrolment: { on: [], filter: null },
  sources: ["email", "manual"],
  businessHours: null,
  steps: [STEP],
};
const FILE = { format: "pipedesk-workflow", version: 1, name: "Calm down", definition: DEFINITION };

describe("on a desk's folder", () => {
  test("lists, imports from standard input, switches, runs and explains", async () => {
    expect(lines(await cli(["import", "-"], JSON.stringify(FILE)))).toEqual(["Calm down is here, switched off (ID)."]);
    expect(lines(await cli(["list"]))).toEqual([
      "ON   NAME                           PIPELINE  ID",
      "on   An e-mail is sent to a custo…  Support   workflow-pipeline-support-d1",
      "on   A customer replies to an e-m…  Support   workflow-pipeline-support-d2",
      "off  Calm down                      (all)     ID",
    ]);
    expect(lines(await cli(["enable", "calm"]))).toEqual(["Calm down is on (ID)."]);
    await desk.receive({ messageId: "one@example.com" });
    expect(lines(await cli(["runs", "Calm down"]))).toEqual([
      "BEGAN                TICKET    STATUS  STEP",
      "TIME  #1 Boots  done    low: done",
    ]);
    expect(lines(await cli(["why", "#1", "--property", "priority"]))).toEqual([
      "TIME  priority: – → Low",
      "  ← step low of Calm down",
      "  ← TIME  created in New: Boots",
      "  ← channel Incoming mail",
    ]);
    expect(lines(await cli(["disable", "Calm down"]))).toEqual(["Calm down is off (ID)."]);
    expect((await cli(["why-not", "Calm", "1"])).stdout).toContain("  ✗ it is switched on\n");
  });

  test("--json prints what the contract gives, one value a line", async () => {
    await cli(["import", "-"], JSON.stringify(FILE));
    const said = await cli(["list", "--json"]);
    const told = said.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(told).toEqual((await desk.client.workflows.list({})).items);
  });

  test("exports what imports again, to a file and to standard output", async () => {
    await cli(["import", "-", "--enable"], JSON.stringify(FILE));
    const out = join(folder, "calm.json");
    expect(await cli(["export", "Calm down", "--out", out])).toMatchObject({ code: 0, stdout: "" });
    const written = await readFile(out, "utf8");
    expect((await cli(["export", "Calm down"])).stdout).toBe(written);
    expect(JSON.parse(written)).toMatchObject({ name: "Calm down", definition: DEFINITION });
    expect((await cli(["import", out])).code).toBe(0);
    expect(
      (await desk.client.workflows.list({})).items
        .filter(({ name }) => name === "Calm down")
        .map(({ enabled }) => enabled),
    ).toEqual([true, false]);
  });

  test("lint tells mistakes with their paths, and is no success then", async () => {
    const bad = join(folder, "bad.json");
    const steps = [STEP, { id: "go", type: "go-to", stepId: "nowhere" }];
    await writeFile(bad, JSON.stringify({ ...DEFINITION, steps }));
    expect(await cli(["lint", "--file", bad])).toEqual({
      code: 1,
      stdout: `${bad}: steps.1.stepId: error: There is no step “nowhere” (any more).\n1 mistakes, 0 warnings.\n`,
      stderr: "",
    });
    expect(await cli(["lint"])).toEqual({ code: 0, stdout: "0 mistakes, 0 warnings.\n", stderr: "" });
  });

  test("import refuses what is no workflow with the paths, and asks for names that mean nothing here", async () => {
    const steps = [{ id: "move", type: "move-stage", stageId: "elsewhere" }];
    const references = [{ kind: "stage", id: "elsewhere", name: "Parked" }];
    const file = { ...FILE, references, definition: { ...DEFINITION, steps } };
    const asked = await cli(["import", "-"], JSON.stringify(file));
    expect([asked.code, asked.stdout.split("\n").slice(0, 2)]).toEqual([
      1,
      [
        "Nothing was imported: which stage of this desk is Parked (elsewhere)?",
        "  workflows.0.definition.steps.0.stageId",
      ],
    ]);
    const mapped = await cli(["import", "-", "--map", `elsewhere=${STAGES.waitingOnUs}`], JSON.stringify(file));
    expect([mapped.code, lines(mapped)]).toEqual([0, ["Calm down is here, switched off (ID)."]]);
    const nonsense = await cli(["import", "-"], "{");
    expect([nonsense.code, nonsense.stderr.split("\n")[0]?.startsWith("pipedesk: - is no JSON: ")]).toEqual([1, true]);
    const wrong = await cli(
      ["import", "-"],
      JSON.stringify({ ...FILE, definition: { ...DEFINITION, steps: [{ id: "x", type: "dance" }] } }),
    );
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/\n {2}definition\.steps\.0/u)]);
  });

  test("replay tells what it would have done, and stops when it is asked to", async () => {
    await desk.receive({ messageId: "one@example.com" });
    await cli(["import", "-"], JSON.stringify(FILE));
    expect(lines(await cli(["replay", "Calm", "--days", "2"]))).toEqual([
      "+ TIME  #1  low: priority: – → Low",
      "1 tickets, 2 events, 1 enrolled.",
      "Would have done 1, did 0; 0 the same, 1 different.",
      "Nothing was changed or sent.",
    ]);
    const terminal = createFakeTerminal();
    terminal.interrupt();
    const stopped = await workflowCli(["replay", "Calm", "--data", desk.dataDir], { core: desk.core, terminal });
    expect(stopped).toEqual({ code: 1, stdout: "", stderr: "Stopped. Nothing was changed or sent.\n" });
    expect((await desk.client.tickets.list({})).items.map(({ priority }) => priority)).toEqual([null]);
  });

  test("puts tickets in, and tells why not", async () => {
    await desk.newTicket();
    await cli(
      ["import", "-", "--enable"],
      JSON.stringify({ ...FILE, definition: { ...DEFINITION, triggers: [{ id: "m", type: "manual" }] } }),
    );
    expect(await cli(["enrol", "Calm", "1"])).toMatchObject({ code: 0, stdout: "in: #1 Boots\n" });
    expect(await cli(["enrol", "Calm", "1"])).toMatchObject({
      code: 1,
      stdout: "not in (it has been through the workflow, which takes each ticket once): #1 Boots\n".replace(
        /^(.{79}).*\n$/u,
        "$1…\n",
      ),
    });
  });

  test("takes tickets out, and says of those that are not in why", async () => {
    await desk.newTicket();
    const definition = { ...DEFINITION, triggers: [{ id: "m", type: "manual" }], steps: [WAIT] };
    await cli(["import", "-", "--enable"], JSON.stringify({ ...FILE, definition }));
    await cli(["enrol", "Calm", "1"]);
    expect(await cli(["unenrol", "Calm", "#1"])).toMatchObject({ code: 0, stdout: "out: #1 Boots\n" });
    expect(lines(await cli(["runs", "Calm"])).at(-1)).toBe(
      "TIME  #1 Boots  left early  the ticket was taken out of the work…",
    );
    const [began, ...steps] = lines(await cli(["runs", "Calm", "--ticket", "1"]));
    expect([began?.replace(/, .*/u, ""), steps]).toEqual([
      "TIME  A person starts it: left early",
      ["  the ticket was taken out of the workflow"],
    ]);
    expect(await cli(["unenrol", "Calm", "1"])).toMatchObject({
      code: 1,
      stdout: "not out (it is not in the workflow): #1 Boots\n",
    });
    const unknown = await cli(["unenrol", "Calm", "1", "99"]);
    expect([unknown.code, unknown.stdout]).toEqual([1, ""]);
  });

  test("[F9] what failed is tried once more, or left out", async () => {
    await desk.client.pipelines.update({
      id: SUPPORT,
      rules: { ...(await desk.client.pipelines.get({ id: SUPPORT })).rules, preventSkipping: true },
    });
    await desk.newTicket();
    const move = { id: "far", type: "move-stage", stageId: STAGES.waitingOnUs };
    const definition = { ...DEFINITION, triggers: [{ id: "m", type: "manual" }], steps: [move, STEP, WAIT] };
    await cli(["import", "-", "--enable"], JSON.stringify({ ...FILE, definition }));
    await cli(["enrol", "Calm", "1"]);
    const again = await cli(["retry", "Calm", "1"]);
    expect([again.code, again.stdout]).toEqual([1, expect.stringMatching(/^failed: #1 Boots {2}far: failed: /u)]);
    expect(await cli(["skip", "Calm", "1"])).toMatchObject({ code: 0, stdout: "waits: #1 Boots  low: done\n" });
    expect(await cli(["retry", "Calm", "1"])).toMatchObject({ code: 1, stdout: "nothing failed there: #1 Boots\n" });
  });

  test("[F11] a workflow that was paused for a ticket acts on it again", async () => {
    await desk.newTicket();
    await cli(["import", "-", "--enable"], JSON.stringify(FILE));
    expect(await cli(["resume", "Calm", "1"])).toMatchObject({ code: 0, stdout: "acts again: #1 Boots\n" });
  });

  test("lists those of one pipeline, by its name, and tells of one that is not there", async () => {
    await desk.client.pipelines.create({ name: "Returns" });
    await cli(["import", "-"], JSON.stringify(FILE));
    const listed = lines(await cli(["list", "--pipeline", "returns"])).slice(1);
    // Its own two, and the one of every pipeline.
    expect(listed.map((line) => line.split(/ {2,}/u)[2])).toEqual(["Retur…", "Retur…", "(all)"]);
    expect(await cli(["list", "--pipeline", "Nowhere"])).toMatchObject({
      code: 1,
      stderr: 'pipedesk: There is no pipeline with the id "Nowhere".\n',
    });
  });

  test("a reader that has enough ends it quietly", async () => {
    const terminal = createFakeTerminal();
    terminal.stdout._write = (_chunk, _encoding, done) =>
      done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    terminal.stdout.on("error", () => undefined);
    expect(await workflowCli(["list", "--data", desk.dataDir], { core: desk.core, terminal })).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
  });

  test("the gallery, and a workflow of it with what is set", async () => {
    const listed = lines(await cli(["gallery"]));
    expect([listed.length, listed.every((line) => line.length <= 80)]).toEqual([21, true]);
    const made = await cli(["add", "auto-close", "--set", 'silentFor={"amount":7,"unit":"days"}', "--name", "Quiet"]);
    expect(lines(made)).toEqual(["Quiet is here, switched off (ID)."]);
    expect((await cli(["show", "Quiet"])).stdout.split("\n").every((line) => line.length <= 80)).toBe(true);
    const lacking = await cli(["add", "webhook-on-close"]);
    expect([lacking.code, lacking.stderr]).toEqual([1, expect.stringContaining("\n  parameters.url: ")]);
  });
});

test("what comes from outside cannot move the cursor or colour the screen", async () => {
  await cli(["import", "-", "--enable"], JSON.stringify(FILE));
  await desk.receive({
    messageId: "one@example.com",
    subject: "=?utf-8?B?G1szMW1yZWQbWzBtIBtdMDtvd25lZAc=?= 靴が漏れる靴が漏れる靴が漏れる靴が漏れる靴が漏れる",
  });
  const { stdout } = await cli(["runs", "Calm"]);
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u);
});

describe("which desk", () => {
  test("a folder without a desk is told, and none is made", async () => {
    const said = await workflowCli(["list", "--data", folder]);
    expect(said).toEqual({
      code: 1,
      stdout: "",
      stderr: `pipedesk: There is no desk in ${folder}: name its folder with --data.\n`,
    });
  });

  test("a folder that another program holds: how to go on is said in the person's language", async () => {
    const inUse = async () => {
      throw new PipedeskError("PD_STORE_IN_USE", "The desk is open in another program.");
    };
    const english = await workflowCli(["list", "--data", desk.dataDir], { openDesk: inUse });
    expect([english.code, english.stderr]).toEqual([1, expect.stringContaining("--url ADDRESS")]);
    const italian = await workflowCli(["list", "--data", desk.dataDir], { openDesk: inUse, language: "it" });
    expect(italian.stderr).toContain("--url INDIRIZZO");
  });

  test("over a host: by its address with the token, by the option, by the environment; not without", async () => {
    const host = await startServeHost({
      core: desk.core,
      port: 0,
      token: "tok",
      rendererDir: folder,
      log: SILENT,
      version: "0.0.0",
    });
    try {
      const named = await workflowCli(["list", "--url", host.origin, "--token", "tok"]);
      const byAddress = await workflowCli(["list", "--url", host.url]);
      const byEnvironment = await workflowCli(["list", "--url", host.origin], { env: { PIPEDESK_TOKEN: "tok" } });
      const local = await cli(["list"]);
      expect([named, byAddress, byEnvironment]).toEqual([local, local, local]);
      const unknown = await workflowCli(["show", "Nothing", "--url", host.url]);
      expect(unknown).toMatchObject({ code: 1, stderr: 'pipedesk: There is no workflow with the id "Nothing".\n' });
      const without = await workflowCli(["list", "--url", host.origin]);
      expect([without.code, without.stderr]).toEqual([1, expect.stringContaining("wants its token")]);
    } finally {
      await host.close();
    }
    const gone = await workflowCli(["list", "--url", host.url]);
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining(`No desk answers at ${host.origin}`)]);
  });

  test("errors of a command are the same over a host as on the folder, with their paths", async () => {
    const host = await startServeHost({
      core: desk.core,
      port: 0,
      token: "tok",
      rendererDir: folder,
      log: SILENT,
      version: "0.0.0",
    });
    try {
      const args = ["add", "auto-close", "--set", "silentFor=long"];
      expect(await workflowCli([...args, "--url", host.url])).toEqual(await cli(args));
    } finally {
      await host.close();
    }
  });
});
