import type { ChannelView, IngestResult } from "../../src/shared/contract/channels.ts";
import type { DeskStatus } from "../../src/shared/contract/desk.ts";
import type { PipelineView } from "../../src/shared/contract/pipelines.ts";
import type { ActivityView, TicketCard, TicketView } from "../../src/shared/contract/views.ts";
import type { WorkflowView } from "../../src/shared/contract/workflows.ts";

/** The desk's REST face, as a program outside would use it. */
export type DeskRest = {
  /** Any request below /api/v1; throws unless the answer is a success. */
  send<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  status(): Promise<DeskStatus>;
  start(as: "empty" | "demo"): Promise<DeskStatus>;
  pipelines(): Promise<readonly PipelineView[]>;
  workflows(): Promise<readonly WorkflowView[]>;
  channels(): Promise<readonly ChannelView[]>;
  tickets(): Promise<readonly TicketCard[]>;
  ticket(id: string): Promise<TicketView>;
  activities(ticketId: string): Promise<readonly ActivityView[]>;
  createTicket(ticket: {
    subject: string;
    pipelineId: string;
    stageId?: string;
    contactAddress?: string;
  }): Promise<TicketView>;
  move(ticketId: string, stageId: string): Promise<TicketView>;
  /** Begins to import an archive of mails. */
  importArchive(archive: Blob): Promise<void>;
  /** Hands one raw mail to a channel. */
  ingest(channelId: string, mail: string): Promise<IngestResult>;
};

export function deskRest(origin: string, token: string): DeskRest {
  async function request<Answer>(
    method: string,
    path: string,
    body: string | undefined,
    contentType: string,
  ): Promise<Answer> {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "Content-Type": contentType }) },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as Answer;
  }
  const send = <Answer>(method: string, path: string, body?: unknown) =>
    request<Answer>(method, path, body === undefined ? undefined : JSON.stringify(body), "application/json");
  const items = async <Item>(path: string) => (await send<{ items: readonly Item[] }>("GET", path)).items;

  return {
    send,
    status: () => send("GET", "/status"),
    start: (as) => send("POST", "/start", { as }),
    pipelines: () => items("/pipelines"),
    workflows: () => items("/workflows"),
    channels: () => items("/channels"),
    tickets: () => items("/tickets?limit=200"),
    ticket: (id) => send("GET", `/tickets/${id}`),
    activities: (id) => items(`/tickets/${id}/activities?limit=200`),
    createTicket: (ticket) => send("POST", "/tickets", ticket),
    move: (id, stageId) => send("POST", `/tickets/${id}/move`, { stageId }),
    importArchive: async (archive) => {
      const body = new FormData();
      body.set("file", new File([archive], "archive.mbox"));
      const response = await fetch(`${origin}/api/v1/imports`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}` },
        body,
      });
      if (!response.ok) throw new Error(`The import answered ${response.status}: ${await response.text()}`);
    },
    ingest: (channelId, mail) => request("POST", `/channels/${channelId}/messages`, mail, "message/rfc822"),
  };
}
