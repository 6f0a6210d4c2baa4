import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { WebhookRequestView } from "#shared/contract/webhook-requests.ts";
import type { RunId, WorkflowId } from "#shared/model/ids.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import { WebhookRequestState } from "#shared/model/webhook-request.ts";
import type { ReadContext } from "../read-context.ts";
import { findPage } from "./find-page.ts";
import { encodeCursor, type Page } from "./paging.ts";
import { viewOf } from "./views.ts";

export type WebhookRequestsInput = {
  readonly workflowId?: WorkflowId | undefined;
  readonly runId?: RunId | undefined;
  readonly state?: WebhookRequestState | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/**
 * The request log, newest first. By workflow or run there is an index; without one of them a page of each state is read, whose index begins with the
 * state, and the newest of them are the page.
 */
export async function listWebhookRequests(
  { store }: ReadContext,
  { workflowId, runId, state, cursor, limit }: WebhookRequestsInput,
): Promise<Page<WebhookRequestView>> {
  const by = {
    ...(workflowId === undefined ? {} : { workflowId }),
    ...(runId === undefined ? {} : { runId }),
    ...(state === undefined ? {} : { state }),
  };
  const selectors = Object.keys(by).length > 0 ? [by] : WebhookRequestState.options.map((one) => ({ state: one }));
  const pages = [];
  for (const selector of selectors) {
    const order = { sortBy: "createdAtEpochMs", direction: "desc" } as const;
    pages.push(await findPage(store.webhookRequests, { selector, ...order, limit, cursor }));
  }
  const merged = pages
    .flatMap(({ items }) => items)
    .toSorted((a, b) => b.createdAtEpochMs - a.createdAtEpochMs || (a.id < b.id ? 1 : -1));
  const items = merged.slice(0, limit);
  const last = items.at(-1);
  const hasMore = merged.length > items.length || pages.some(({ nextCursor }) => nextCursor !== null);
  return {
    items: items.map(viewOf),
    nextCursor:
      hasMore && last ? encodeCursor({ sortBy: "createdAtEpochMs", key: last.createdAtEpochMs, id: last.id }) : null,
  };
}

/** @throws PD_DESK_NOT_FOUND */
export async function requireWebhookRequest({ store }: ReadContext, id: string): Promise<WebhookRequestView> {
  const request = await store.webhookRequests.get(id);
  if (!request) throw notFound("webhook-request", id);
  return viewOf(request);
}

/** Receivers within this machine or its network that were allowed. */
export function allowedWebhookHosts({ setup }: ReadContext): readonly string[] {
  return setup.find("settings", SETTINGS_ID)?.webhookHosts ?? [];
}
