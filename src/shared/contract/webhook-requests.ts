import { z } from "zod";
import { SecretName } from "../automation/steps/send-webhook.ts";
import { MAX_ID_LENGTH, RunId, WorkflowId } from "../model/ids.ts";
import { MAX_WEBHOOK_HOSTS, WebhookHost } from "../model/setup/settings.ts";
import { WebhookRequest, WebhookRequestState } from "../model/webhook-request.ts";
import { PageInput, pageOf, procedure } from "./base.ts";

export const WebhookRequestView = WebhookRequest;
export type WebhookRequestView = z.infer<typeof WebhookRequestView>;

const byId = z.object({ id: z.string().min(1).max(MAX_ID_LENGTH) });
const tags = ["Webhooks"];
const route = (method: "GET" | "POST" | "PUT" | "DELETE", path: `/${string}`, summary: string) =>
  procedure.route({ method, path, summary, tags });

/** Never the secret itself. */
export const WebhookSecretView = z.object({ name: SecretName, createdAtEpochMs: z.number() });
const Hosts = z.object({ items: z.array(WebhookHost).max(MAX_WEBHOOK_HOSTS) });

/** The request log of webhooks, and their secrets (F5). */
export const webhookRequests = {
  list: route("GET", "/webhook-requests", "List requests to other programs with their attempts, newest first")
    .input(
      PageInput.extend({
        workflowId: WorkflowId.optional(),
        runId: RunId.optional(),
        state: WebhookRequestState.optional(),
      }),
    )
    .output(pageOf(WebhookRequestView)),
  get: route("GET", "/webhook-requests/{id}", "Get a request with its attempts").input(byId).output(WebhookRequestView),
  /** Only of one that waits: for one that failed, the run's step is tried again, which sends another. */
  retryNow: route("POST", "/webhook-requests/{id}/retry", "Send a waiting request now")
    .meta({ access: "settings" })
    .input(byId)
    .output(WebhookRequestView),
  /** Its run leaves the step out and goes on. */
  cancel: route("POST", "/webhook-requests/{id}/cancel", "Give a waiting request up")
    .meta({ access: "settings" })
    .input(byId)
    .output(WebhookRequestView),
  secrets: route("GET", "/webhook-secrets", "List the names of the secrets that webhooks are signed with").output(
    z.object({ items: z.array(WebhookSecretView) }),
  ),
  setSecret: route("POST", "/webhook-secrets", "Set a signing secret; without one given, it is made and told this once")
    .meta({ access: "settings" })
    .input(
      z
        .object({
          name: SecretName,
          /** `whsec_` and base64 of 24 to 64 bytes, as Standard Webhooks has it; or any text of 24 bytes and more. */
          secret: z.string().trim().max(1000).optional(),
        })
        .strict(),
    )
    /** `secret`: where it was made here; null where it was given. */
    .output(WebhookSecretView.extend({ secret: z.string().nullable() })),
  deleteSecret: route("DELETE", "/webhook-secrets/{name}", "Delete a signing secret")
    .meta({ access: "settings" })
    .input(z.object({ name: SecretName }))
    .output(z.object({ items: z.array(WebhookSecretView) })),
  hosts: route(
    "GET",
    "/webhook-hosts",
    "List the receivers within this machine or its network that may be called",
  ).output(Hosts),
  /** Each as `host:port`. All others must have a public address. */
  setHosts: route("PUT", "/webhook-hosts", "Set which receivers within this machine or its network may be called")
    .meta({ access: "settings" })
    .input(Hosts.strict())
    .output(Hosts),
};
