import { expect, test } from "vitest";
import { oauthClientsFrom } from "#main/mail/account/oauth/clients.ts";

test("client ids come from the environment; empty ones don't count", () => {
  expect([
    oauthClientsFrom({}),
    oauthClientsFrom({
      PIPEDESK_GOOGLE_CLIENT_ID: " ",
      PIPEDESK_GOOGLE_CLIENT_SECRET: "s",
      PIPEDESK_MICROSOFT_CLIENT_ID: "",
    }),
    oauthClientsFrom({
      PIPEDESK_GOOGLE_CLIENT_ID: "g",
      PIPEDESK_GOOGLE_CLIENT_SECRET: "s",
      PIPEDESK_MICROSOFT_CLIENT_ID: "m",
    }),
    oauthClientsFrom({ PIPEDESK_GOOGLE_CLIENT_ID: "g" }),
  ]).toEqual([
    {},
    {},
    { google: { clientId: "g", clientSecret: "s" }, microsoft: { clientId: "m" } },
    { google: { clientId: "g" } },
  ]);
});
