import { describe, expect, test } from "vitest";
import { languageOf, runCli } from "#main/hosts/cli/run-cli.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { createFakeTerminal } from "./fake-terminal.ts";

/** Runs a command line whose commands only write down what they are asked. */
async function run(args: string[], options: Parameters<typeof createFakeTerminal>[0] & { failure?: Error } = {}) {
  const terminal = createFakeTerminal(options);
  const asked: unknown[] = [];
  const record = async (...call: unknown[]) => {
    asked.push(call);
    if (options.failure) throw options.failure;
    return 0 as const;
  };
  const commands = {
    serve: (given: unknown) => record("serve", given),
    import: (...given: unknown[]) => record("import", ...given),
    server: (given: unknown) => record("server", given),
    move: (given: unknown) => record("move", given),
    doctor: (given: unknown) => record("doctor", given),
    data: (...given: unknown[]) => record("data", ...given),
    askServer: (...given: unknown[]) => record("askServer", ...given),
    workflow: (...given: unknown[]) => record("workflow", ...given),
  };
  const code = await runCli(args, { terminal, version: "1.2.3", commands });
  return { code, asked, stdout: terminal.stdout.text, stderr: terminal.stderr.text };
}

describe("understands", () => {
  test("serve without anything", async () => {
    expect(await run(["serve"])).toEqual({
      code: 0,
      asked: [["serve", { open: true, demo: false, json: false, verbose: false }]],
      stdout: "",
      stderr: "",
    });
  });

  test("server with everything, and what is asked of one that runs", async () => {
    const line =
      "server --data d --port 443 --host 0.0.0.0 --public-url https://desk.example --tls-cert c --tls-key k --trusted-proxy 10.0.0.0/8 --trusted-proxy ::1";
    const told = await run(line.split(" "));
    expect(told.asked).toEqual([
      [
        "server",
        {
          data: "d",
          port: 443,
          host: "0.0.0.0",
          publicUrl: new URL("https://desk.example"),
          tlsCert: "c",
          tlsKey: "k",
          trustedProxy: ["10.0.0.0/8", "::1"],
          json: false,
          verbose: false,
        },
      ],
    ]);
    expect((await run("server backup --data d --to b.tar --json".split(" "))).asked).toEqual([
      ["askServer", { do: "backup", to: "b.tar" }, { data: "d", json: true, verbose: false }],
    ]);
    expect((await run("server admin reset-link --data d anna@desk.example".split(" "))).asked).toEqual([
      ["askServer", { do: "reset-link", address: "anna@desk.example" }, { data: "d", json: false, verbose: false }],
    ]);
    expect((await run("server move --data d --to postgres://localhost/desk".split(" "))).asked).toEqual([
      ["move", { data: "d", to: "postgres://localhost/desk", json: false }],
    ]);
    expect((await run(["server", "--public-url", "https://desk.example/path"])).code).toBe(2);
  });

  test("serve with everything", async () => {
    const line = "serve --data d --port 0 --token a-B_1.~ --demo --no-open --json --verbose";
    expect((await run(line.split(" "))).asked).toEqual([
      ["serve", { data: "d", port: 0, token: "a-B_1.~", open: false, demo: true, json: true, verbose: true }],
    ]);
  });

  test("the token from the environment, which other users of the machine can't see", async () => {
    const env = { PIPEDESK_TOKEN: "from-env" };
    expect((await run(["serve"], { env })).asked).toEqual([["serve", expect.objectContaining({ token: "from-env" })]]);
    expect((await run(["serve", "--token", "given"], { env })).asked).toEqual([
      ["serve", expect.objectContaining({ token: "given" })],
    ]);
  });

  test("import of several files with several own addresses", async () => {
    const line = "import a.mbox b --own Help@Desk.example --own b@desk.example --channel Support --data d --json";
    expect((await run(line.split(" "))).asked).toEqual([
      [
        "import",
        ["a.mbox", "b"],
        { data: "d", own: ["help@desk.example", "b@desk.example"], channel: "Support", json: true, verbose: false },
      ],
    ]);
  });

  test.each([
    ["list --pipeline Support", { command: "list", pipeline: "Support" }],
    ["lint --file -", { command: "lint", file: "-" }],
    [
      "import a.json --map a=b --map c=d --enable",
      { command: "import", file: "a.json", map: ["a=b", "c=d"], enable: true },
    ],
    ["export A B --out f", { command: "export", workflows: ["A", "B"], out: "f" }],
    [
      "dry-run A 17 --exit wait=cancelled --exit b=timed-out",
      { command: "dry-run", workflow: "A", ticket: "17", exits: { wait: "cancelled", b: "timed-out" } },
    ],
    ["replay A", { command: "replay", workflow: "A", days: 7 }],
    ["enable A --enrol-now", { command: "enable", workflow: "A", enrolNow: true }],
    ["runs A --ticket 17", { command: "runs", workflow: "A", ticket: "17", limit: 20 }],
    ["why 17 --property priority --limit 3", { command: "why", ticket: "17", property: "priority", limit: 3 }],
    ["enrol A 1 2", { command: "enrol", workflow: "A", tickets: ["1", "2"] }],
    [
      'add auto-close --set tags=["a"] --set url=plain',
      { command: "add", key: "auto-close", parameters: { tags: ["a"], url: "plain" } },
    ],
  ])("workflow %s", async (line, request) => {
    expect((await run(["workflow", ...line.split(" ")])).asked).toEqual([
      ["workflow", request, { json: false, verbose: false }],
    ]);
  });

  test("which desk a workflow command means", async () => {
    const line = "workflow list --data d --url http://127.0.0.1:4810/?token=t --token abc --json --verbose";
    const url = new URL("http://127.0.0.1:4810/?token=t");
    expect((await run(line.split(" "))).asked).toEqual([
      ["workflow", { command: "list" }, { data: "d", url, token: "abc", json: true, verbose: true }],
    ]);
  });

  test("the version", async () => {
    expect(await run(["--version"])).toEqual({ code: 0, asked: [], stdout: "1.2.3\n", stderr: "" });
  });
});

describe("refuses before anything is opened", () => {
  test.each([
    [["serve", "--port", "65536"], "A port is a whole number from 0 to 65535."],
    [["serve", "--port", "-1"], "A port is a whole number from 0 to 65535."],
    [["serve", "--port", "8O"], "A port is a whole number from 0 to 65535."],
    [["serve", "--token", "a b"], "A token is made of letters, digits and - . _ ~ only."],
    [["import", "a", "--own", "nobody"], "This is not an e-mail address."],
    [["import"], "missing required argument"],
    [["serve", "folder"], "too many arguments"],
    [["serve", "--prot", "1"], "unknown option '--prot'"],
    [["sevre"], "unknown command 'sevre'"],
    [["workflow", "list", "--url", "ftp://x"], "An address begins with http:// or https://."],
    [["workflow", "replay", "A", "--days", "0"], "This is not a number that fits."],
    [["workflow", "replay", "A", "--days", "367"], "This is not a number that fits."],
    [["workflow", "dry-run", "A", "1", "--exit", "wait=never"], "Write it as step=exit"],
    [["workflow", "add", "auto-close", "--set", "tags"], "Write it as name=value."],
    [["workflow", "lint", "A", "--file", "f"], "a workflow of the desk, or a file: not both"],
    [["workflow", "dance"], "unknown command 'dance'"],
  ])("%j", async (args, words) => {
    const { code, asked, stderr } = await run(args);
    expect([code, asked]).toEqual([2, []]);
    expect(stderr).toContain(words);
  });

  test("the environment's token as well", async () => {
    const { code, asked } = await run(["serve"], { env: { PIPEDESK_TOKEN: "a b" } });
    expect([code, asked]).toEqual([2, []]);
  });
});

describe("helps", () => {
  test("in the person's language, with every command and option", async () => {
    const help = await run(["--help"], { language: "it" });
    expect([help.code, help.stderr]).toEqual([0, ""]);
    expect(help.stdout).toMatch(/^Uso: pipedesk [\s\S]*Opzioni:[\s\S]*Comandi:[\s\S]*serve [\s\S]*import /u);
    const serve = await run(["serve", "--help"]);
    expect([...serve.stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gmu)].map(([, option]) => option)).toEqual([
      "--data",
      "--port",
      "--token",
      "--demo",
      "--no-open",
      "--json",
      "--verbose",
      "--help",
    ]);
    expect(serve.stdout).toContain("/home/a/.local/share/pipedesk/desk");
  });

  test("nothing at all asked shows the help as well, but is no success", async () => {
    const { code, stderr } = await run([]);
    expect([code, stderr.startsWith("Usage: pipedesk")]).toEqual([2, true]);
  });
});

describe("fails", () => {
  const failure = new PipedeskError("PD_STORE_IN_USE", "The desk\nis open in another program.");

  test("in one plain line", async () => {
    const { code, stdout, stderr } = await run(["serve"], { failure });
    expect([code, stdout, stderr]).toEqual([1, "", "pipedesk: The desk is open in another program.\n"]);
    const italian = await run(["serve"], { failure, language: "it" });
    expect(italian.stderr.trimEnd().split("\n")).toEqual([expect.stringMatching(/^pipedesk: .*Pipedesk/u)]);
    expect(italian.stderr).not.toContain("another");
  });

  test("in a short one, however much a library has to say", async () => {
    const { stderr } = await run(["serve"], { failure: new Error(`RxDB ${"and more ".repeat(1000)}`) });
    expect([stderr.length, stderr.endsWith("…\n")]).toEqual([311, true]);
  });

  test("with the stack only where it is asked for", async () => {
    const { stderr } = await run(["serve", "--verbose"], { failure: new TypeError("oops") });
    expect(stderr).toMatch(/^pipedesk: oops\nTypeError: oops\n {4}at /u);
  });
});

test.each([
  [{ LANG: "it_IT.UTF-8" }, "it"],
  [{ LANG: "it_IT.UTF-8", LC_ALL: "en_GB" }, "en"],
  [{ LANG: "en_US", LC_MESSAGES: "it" }, "it"],
  [{ LANG: "C" }, "en"],
  [{ LANG: "de_DE" }, "en"],
])("the environment %j speaks %s", (env, language) => {
  expect(languageOf(env)).toBe(language);
});
