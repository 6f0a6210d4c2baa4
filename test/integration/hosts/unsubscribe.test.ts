import { describe, expect, test } from "vitest";
import { ask, startHost } from "./serve-fixture.ts";
import { createTinyCore } from "./tiny-core.ts";

/** Under a name of a tunnel, and from another site, as mail programs and browsers come. */
const OUTSIDE = { host: "desk.example", origin: "https://mail.example", "accept-language": "it-IT,it;q=0.9" };

async function openHost() {
  const asked: string[] = [];
  const core = {
    ...createTinyCore(),
    unsubscribing: {
      isKnown: (token: string) => token === "signed.token",
      async unsubscribe(token: string) {
        asked.push(token);
        if (token === "fails") throw new Error("The disk is full.");
        return token === "signed.token";
      },
    },
  };
  return { host: await startHost({ core }), asked };
}

describe("[E4] the page of an unsubscribe link", () => {
  test("opening it asks and unsubscribes nobody, whatever program does it", async () => {
    const { host, asked } = await openHost();
    const page = await ask(host.port, "/unsubscribe/signed.token?utm=1", { headers: OUTSIDE });
    const head = await ask(host.port, "/unsubscribe/signed.token", { method: "HEAD", headers: OUTSIDE });
    expect([
      page.status,
      page.body.toString().includes('<form method="post"><button>Disiscriviti</button></form>'),
      String(page.headers["content-security-policy"]).includes("form-action 'self'"),
      [head.status, head.body.byteLength],
      asked,
    ]).toEqual([200, true, true, [200, 0], []]);
  });

  test("one click unsubscribes (RFC 8058), with no sign-in", async () => {
    const { host, asked } = await openHost();
    const answer = await ask(host.port, "/unsubscribe/signed.token", {
      method: "POST",
      headers: { ...OUTSIDE, "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect([answer.status, answer.body.toString().includes("Ti sei disiscritto"), asked]).toEqual([
      200,
      true,
      ["signed.token"],
    ]);
  });

  test("an address that was not given out, another method and a failure say so", async () => {
    const { host } = await openHost();
    const told = async (method: string, token: string) =>
      (await ask(host.port, `/unsubscribe/${token}`, { method, headers: OUTSIDE })).status;
    expect([
      await told("GET", "forged"),
      await told("POST", "forged"),
      await told("POST", "%"),
      await told("POST", ""),
      await told("DELETE", "signed.token"),
      await told("POST", "fails"),
      // The address is a secret.
      host.log.some(({ message }) => message.includes("fails")),
    ]).toEqual([404, 404, 404, 404, 405, 500, false]);
  });
});
