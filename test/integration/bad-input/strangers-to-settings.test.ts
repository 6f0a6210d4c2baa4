import { expect, test } from "vitest";
import { PipelineId, UserId } from "#shared/model/ids.ts";
import { ask } from "../hosts/serve-fixture.ts";
import { SUPPORT } from "../../support/test-desk.ts";
import { BODIES, filledDesk, nameOf, pathOf, PROCEDURES } from "./procedures.ts";
import { startRealHost, typedError } from "./real-host.ts";

/** What everybody may who works with tickets; whatever else changes something is for who looks after the automations. */
const FOR_EVERYBODY = [
  "POST /tickets",
  "PATCH /tickets/{id}",
  "/tickets/{id}/",
  "POST /tasks",
  "PATCH /tasks/{id}",
  "DELETE /tasks/{id}",
  "/contacts",
  "/conversations/",
  "/messages/",
  "/outbox/",
  "POST /notifications/read",
  "POST /uploads",
  // Mail that comes in, on a demo desk too.
  "POST /channels/{id}/messages",
  "POST /channels/{id}/check",
  "POST /simulator",
  // Who may do no more than look may also try what a workflow would do, put tickets in by hand, and speak about it.
  "POST /workflows/{id}/enrol",
  "POST /workflows/{id}/unenrol",
  "POST /workflows/{id}/dry-run",
  "POST /workflows/{id}/replay",
  "POST /workflows/{id}/comments",
  "POST /workflows/lint",
  "POST /workflows/export",
  "POST /step-comments/{id}/answers",
  "PATCH /step-comments/{id}",
  "DELETE /step-comments/{id}",
];
const isForEverybody = (name: string) =>
  FOR_EVERYBODY.some((one) => name === one || (one.startsWith("/") && (name.split(" ")[1] ?? "").startsWith(one)));

const typeOf = ({ path }: { readonly path: string }) =>
  path === "/imports" ? "multipart/form-data; boundary=part" : "application/json";
const ARCHIVE =
  '--part\r\ncontent-disposition: form-data; name="file"; filename="a.eml"\r\n\r\nSubject: a\r\n\r\na\r\n--part--\r\n';

test("[A3] whoever has no permission changes no setting, by any procedure, and is told what is missing", async () => {
  const host = await startRealHost();
  const ids = { ...(await filledDesk(host)), "webhook-requests": "no-request" };
  const { id } = await host.desk.client.users.create({
    name: "Bea",
    address: "bea@desk.example",
    permissions: ["move-backward"],
  });
  const { token } = await host.desk.client.users.createToken({ id: UserId.parse(id), name: "Till" });
  const settings = PROCEDURES.filter((one) => one.method !== "GET" && !isForEverybody(nameOf(one)));
  const before = host.writes();
  const told = new Map<string, string[]>();
  for (const procedure of settings) {
    const answer = await ask(host.port, `/api/v1${pathOf(procedure, ids)}`, {
      method: procedure.method,
      headers: { authorization: `Bearer ${token}`, "content-type": typeOf(procedure) },
      body: procedure.path === "/imports" ? ARCHIVE : JSON.stringify(BODIES[nameOf(procedure)] ?? {}),
    });
    const what = answer.status < 400 ? String(answer.status) : typedError(answer);
    told.set(what, [...(told.get(what) ?? []), nameOf(procedure)]);
  }
  told.delete("403 PD_ACCESS_PERMISSION");
  expect([Object.fromEntries(told), host.writes() - before, settings.length > 40]).toEqual([{}, 0, true]);
  expect((await host.desk.client.pipelines.list({})).items.map((one) => PipelineId.parse(one.id))).toEqual([SUPPORT]);
});
