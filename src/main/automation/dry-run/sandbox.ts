/**
 * A desk that can be worked on without effects: the same documents, of which none can be written, a clock of stamps that is thrown away, and one workflow as it
 * might be. What steps decide stays in memory (F10).
 */
import { NEVER } from "rxjs";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { BlobId } from "#shared/model/ids.ts";
import type { SetupDocument, SetupKind } from "#shared/automation/documents/setup-document.ts";
import type { Revision } from "#shared/automation/documents/revision.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { createHybridClock } from "#shared/rules/clock/hybrid-clock.ts";
import type { ReadContext } from "#main/desk/read-context.ts";
import type { SetupCache, SetupReads } from "#main/desk/setup-cache.ts";
import { blobIdOf, type BlobReads } from "#main/store/blobs.ts";
import type { CollectionName, Documents } from "#main/store/collections.ts";
import type { DeskFiles } from "#main/store/desk-files.ts";
import type { ReadRepository } from "#main/store/read-repository.ts";
import type { Repository, Stored } from "#main/store/repository.ts";
import type { Store } from "#main/store/store.ts";

type Repositories = { readonly [Name in CollectionName]: Repository<Documents[Name]> };

function refuse(): never {
  throw new PipedeskError("PD_INTERNAL", "Nothing is written while a workflow is tried out.");
}

/** The repository as the engine asks for it, without its writes. */
function readOnly<Doc extends { id: string }>(repository: ReadRepository<Doc>): Repository<Doc> {
  return {
    ...repository,
    write: refuse,
    remove: refuse,
    copies: (ids) => repository.getMany(ids),
    adopt: refuse,
    purge: refuse,
    changes: NEVER,
    transitions: NEVER,
    follow: () => () => undefined,
  };
}

/** @param instead collections that are others here, as the runs of a replay. */
export function readOnlyStore(store: ReadContext["store"], instead: Partial<Repositories> = {}): Store {
  return {
    ...store,
    tickets: readOnly(store.tickets),
    people: readOnly(store.people),
    conversations: readOnly(store.conversations),
    messages: readOnly(store.messages),
    activities: readOnly(store.activities),
    runs: readOnly(store.runs),
    outbox: readOnly(store.outbox),
    inboxItems: readOnly(store.inboxItems),
    webhookRequests: readOnly(store.webhookRequests),
    evaluations: readOnly(store.evaluations),
    setup: readOnly(store.setup),
    local: readOnly(store.local),
    accounts: readOnly(store.accounts),
    ...instead,
    sql: store.sql,
    elsewhere: NEVER,
    files: filesInMemory(store.files),
    transaction: refuse,
    writeSql: refuse,
    adopt: refuse,
    adoptCounter: refuse,
    writes: () => 0,
    renumber: refuse,
    replication: {
      enable: refuse,
      disable: refuse,
      newest: refuse,
      since: refuse,
      catchUp: refuse,
      tickets: refuse,
      countTickets: refuse,
    },
    hasFile: () => true,
    copyTo: refuse,
    rewrite: refuse,
    afterRollback: () => undefined,
    mark: () => () => undefined,
    withoutFlushes: refuse,
    close: refuse,
  };
}

/** What a step keeps as a file, as long HTML, is kept until the sandbox is dropped. */
function filesInMemory(files: BlobReads): DeskFiles {
  const kept = new Map<BlobId, Uint8Array>();
  const put = (content: Uint8Array): BlobId => {
    const id = blobIdOf(content);
    kept.set(id, content);
    return id;
  };
  return {
    put: async (content) => put(content),
    putAll: async (contents) => contents.map(put),
    prepare: async (contents) => ({ ids: contents.map(put), keep: async () => undefined }),
    putStream: refuse,
    putFile: refuse,
    takeFile: refuse,
    remove: refuse,
    receive: refuse,
    from: refuse,
    bring: async () => undefined,
    came: NEVER,
    read: async (id) => kept.get(id) ?? files.read(id),
    sizeOf: async (id) => kept.get(id)?.byteLength ?? files.sizeOf(id),
    stream: (id, range) => files.stream(id, range),
    asBlob: (id) => files.asBlob(id),
  };
}

/**
 * The setup with one workflow as it might be: switched on, alone, with another definition. Others can be found by their ids and take tickets in, but
 * have no steps: what they would do is not looked at.
 */
export function setupWithOnly(setup: SetupReads, workflow: Workflow): SetupCache {
  const current = setup.find("workflow", workflow.id);
  // Tickets that are in it go on in the definition that it really has (F8).
  const isAnother = current !== null && current.definition !== workflow.definition;
  const tried: Workflow = { ...workflow, enabled: true, revision: workflow.revision + (isAnother ? 1 : 0) };
  const storedWorkflow: Stored<Workflow> = { ...tried, ...UNSTORED };
  const before: Stored<Revision>[] =
    current && isAnother
      ? [
          {
            id: `${workflow.id}-before`,
            kind: "revision",
            workflowId: workflow.id,
            revision: current.revision,
            definition: current.definition,
            replacedBy: null,
            createdAtEpochMs: 0,
            stamps: {},
            ...UNSTORED,
          },
        ]
      : [];
  const workflows = new Map<string, Stored<Workflow>>(
    setup
      .all("workflow")
      .map((one) => [
        one.id,
        one.id === workflow.id ? storedWorkflow : { ...one, definition: { ...one.definition, steps: [] } },
      ]),
  );
  return {
    all(kind) {
      if (kind === "workflow") return ofKind([storedWorkflow], kind);
      return kind === "revision" ? [...setup.all(kind), ...ofKind(before, kind)] : setup.all(kind);
    },
    find(kind, id) {
      const found = setup.find(kind, id);
      return kind === "workflow" && found ? (ofKind([workflows.get(id) ?? found], kind)[0] ?? null) : found;
    },
    require(kind, id) {
      return this.find(kind, id) ?? setup.require(kind, id);
    },
    pipelines: () => setup.pipelines(),
    pipelinesEver: () => setup.pipelinesEver(),
    version: () => 0,
    close: () => undefined,
  };
}

/** What RxDB keeps beside a document that nobody wrote. */
export const UNSTORED = { _deleted: false, _attachments: {}, _meta: { lwt: 0 }, _rev: "" } as const;

type OfKind<Kind extends SetupKind> = Extract<SetupDocument, { kind: Kind }>;

function ofKind<Kind extends SetupKind>(
  documents: readonly Stored<SetupDocument>[],
  kind: Kind,
): Stored<OfKind<Kind>>[] {
  const isOfKind = (document: Stored<SetupDocument>): document is Stored<OfKind<Kind>> => document.kind === kind;
  return documents.filter(isOfKind);
}

/** Stamps that nobody else sees: the desk's own clock does not move. */
export function throwAwayStamps(nowEpochMs: () => number): () => string {
  const clock = createHybridClock({ nowEpochMs, deviceId: "tryout" });
  return () => clock.next();
}
