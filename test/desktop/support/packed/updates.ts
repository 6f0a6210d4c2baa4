import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import type { UpdateFailure } from "../../../../src/shared/contract/desktop/updates.ts";
import { t } from "../desk-app.ts";
import { endless, feedText, INSTALLER, leadTo, plain, type Feed } from "./feed.ts";

/** Lies that a feed can tell, and what the app says to each. */
const LIES: readonly (readonly [string, Parameters<Feed["say"]>[0], `updates.why.${UpdateFailure}`])[] = [
  ["a page to sign in", plain("<!doctype html><title>Hotel</title><p>Sign in: please"), "updates.why.not-a-feed"],
  ["nothing", plain(""), "updates.why.not-a-feed"],
  ["a body without end", endless, "updates.why.too-large"],
  ["an unprotected address elsewhere", leadTo("http://192.0.2.1/latest-linux.yml"), "updates.why.unsafe-address"],
  ["a file of this machine", leadTo("file:///etc/passwd"), "updates.why.unsafe-address"],
  ["itself, in a circle", leadTo("/latest-linux.yml"), "updates.why.unsafe-address"],
  ["a file outside of its folder", plain(feedText({ file: "../../evil.deb" })), "updates.why.unsafe-file"],
  ["a file elsewhere", plain(feedText({ file: "https://evil.example/evil.deb" })), "updates.why.unsafe-file"],
  ["a file of another system", plain(feedText({ file: "Pipedesk.exe" })), "updates.why.unsafe-file"],
  ["a file of a terabyte", plain(feedText({ size: 1e12 })), "updates.why.too-large"],
  ["no digest", plain(feedText({ sha512: "''" })), "updates.why.not-a-feed"],
  ["nobody there", (_request, response) => response.writeHead(404).end(), "updates.why.not-there"],
  ["an error", (_request, response) => response.writeHead(500).end(), "updates.why.no-answer"],
];

/** Where the system's question for a password would be: says no, or installs. */
export type Permission = { allow(): void; readonly asked: () => string[] };

/** Puts a `pkexec` of ours first on the path. @param installed the unpacked program, which a new version replaces */
export function standInForPermission(folder: string, installed: string): Permission {
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  chmodSync(installed, 0o777);
  const [log, leave] = [join(folder, "asked"), join(folder, "leave")];
  // The new version only says that it was started.
  const started = join(folder, "started");
  const script = `#!/bin/sh
echo "$@" >> '${log}'
[ -e '${leave}' ] || { echo 'Not authorized' >&2; exit 126; }
printf '#!/bin/sh\\necho "$@" > ${started}\\n' > '${folder}/new'
chmod 755 '${folder}/new'
mv '${folder}/new' '${installed}/pipedesk'
`;
  writeFileSync(join(folder, "pkexec"), script);
  chmodSync(join(folder, "pkexec"), 0o755);
  return {
    allow: () => writeFileSync(leave, ""),
    asked: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []),
  };
}

export async function expectLiesRefused(page: Page, feed: Feed): Promise<void> {
  const status = page.getByRole("region", { name: t("updates.title") });
  for (const [lie, answer, reason] of LIES) {
    feed.say(answer);
    const check = status
      .getByRole("button", { name: t("updates.check") })
      .or(status.getByRole("button", { name: t("updates.again") }));
    await check.first().click();
    await expect(status.getByText(t(reason)), lie).toBeVisible();
  }
  feed.say(plain(feedText({ version: "0.0.1" })));
  await status.getByRole("button", { name: t("updates.again") }).click();
  await expect(status.getByText(t("updates.older", { version: "0.0.1" }))).toBeVisible();
  // For nobody yet: a release that is let out step by step.
  feed.say(plain(feedText({ more: "stagingPercentage: 0" })));
  await status.getByRole("button", { name: t("updates.check") }).click();
  await expect(status.getByText(/^This is the newest version/u)).toBeVisible();
}

export async function expectFilesRefused(page: Page, feed: Feed): Promise<void> {
  const section = page.getByRole("region", { name: t("updates.title") });
  feed.say(plain(feedText()), plain(Buffer.from(INSTALLER).fill("x", 0, 1)));
  await section.getByRole("button", { name: t("updates.check") }).click();
  await section.getByRole("button", { name: t("updates.download") }).click();
  await expect(section.getByText(t("updates.why.wrong-checksum"))).toBeVisible();
  for (const [file, reason] of [
    [plain(Buffer.concat([INSTALLER, INSTALLER])), "updates.why.too-large"],
    [endless, "updates.why.too-large"],
    [leadTo("http://192.0.2.1/x.deb"), "updates.why.unsafe-address"],
    [leadTo("/round.deb"), "updates.why.unsafe-address"],
  ] as const) {
    feed.say(plain(feedText()), file);
    await section.getByRole("button", { name: t("updates.again") }).click();
    await expect(section.getByText(t(reason))).toBeVisible();
  }
}
