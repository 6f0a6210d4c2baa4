import { notFound } from "#shared/errors/pipedesk-error.ts";
import { compareSetup } from "#shared/model/setup/setup-order.ts";
import type { SetupDocument, SetupKind } from "#shared/automation/documents/setup-document.ts";
import type { Pipeline } from "#shared/model/setup/pipeline.ts";
import { goesWithPipeline } from "#shared/automation/pipeline-removal.ts";
import { isGone, isLeaving } from "#shared/rules/pipeline-rules/removal.ts";
import type { Repository, Stored } from "#main/store/repository.ts";

type OfKind<Kind extends SetupKind> = Extract<SetupDocument, { kind: Kind }>;

/**
 * The `setup` collection in memory: some hundred documents that every command and query reads. A pipeline that was deleted is not there, nor in the lists what went with it: its template automations
 * and empty status cards, which are found by their ids, since tickets' histories name them.
 */
export type SetupReads = {
  all<Kind extends SetupKind>(kind: Kind): Stored<OfKind<Kind>>[];
  find<Kind extends SetupKind>(kind: Kind, id: string): Stored<OfKind<Kind>> | null;
  /** @throws PD_DESK_NOT_FOUND */
  require<Kind extends SetupKind>(kind: Kind, id: string): Stored<OfKind<Kind>>;
  pipelines(): Stored<Pipeline>[];
  /** Those that were deleted as well: they say where their tickets went. */
  pipelinesEver(): Stored<Pipeline>[];
  /** Counted up by every change: lets others keep what they derive from the setup. */
  version(): number;
};

/** Kept current by the collection's change stream, which RxDB feeds before a write resolves. */
export type SetupCache = SetupReads & { close(): void };

export async function createSetupCache(setup: Repository<SetupDocument>): Promise<SetupCache> {
  const byId = new Map<string, Stored<SetupDocument>>();
  let version = 0;
  /** What another process wrote while it was read: that is newer. */
  let told: Set<string> | null = new Set();
  const close = setup.follow((document) => {
    // Nothing is derived from what somebody has not published, and it changes as they type.
    if (document.kind !== "workflow-draft") version += 1;
    if (document._deleted) byId.delete(document.id);
    else byId.set(document.id, document);
    told?.add(document.id);
  });
  for (const document of await setup.find({ selector: {} }))
    if (!told.has(document.id)) byId.set(document.id, document);
  told = null;

  return { ...setupOver(byId, () => version), close };
}

/** The setup as these documents say; they may change beneath it. */
export function setupOver(
  byId: ReadonlyMap<string, Stored<SetupDocument>>,
  version: SetupReads["version"],
): SetupReads {
  const isOfKind = <Kind extends SetupKind>(
    document: Stored<SetupDocument>,
    kind: Kind,
  ): document is Stored<OfKind<Kind>> => document.kind === kind;

  const isThere = (document: SetupDocument) => document.kind !== "pipeline" || !isGone(document);
  const isListed = (document: SetupDocument) => {
    if (document.kind !== "workflow") return isThere(document);
    if (document.pipelineId === null || !goesWithPipeline(document)) return true;
    const pipeline = byId.get(document.pipelineId);
    return pipeline?.kind !== "pipeline" || !isLeaving(pipeline);
  };

  const find: SetupReads["find"] = (kind, id) => {
    const document = byId.get(id);
    return document && isOfKind(document, kind) && isThere(document) ? document : null;
  };

  const every = <Kind extends SetupKind>(kind: Kind, isWanted: (document: SetupDocument) => boolean) => {
    const found = [];
    for (const document of byId.values()) if (isOfKind(document, kind) && isWanted(document)) found.push(document);
    return found.toSorted(compareSetup);
  };
  const all: SetupReads["all"] = (kind) => every(kind, isListed);

  return {
    all,
    find,
    require(kind, id) {
      const document = find(kind, id);
      if (!document) throw notFound(kind, id);
      return document;
    },
    pipelines: () => all("pipeline"),
    pipelinesEver: () => every("pipeline", () => true),
    version,
  };
}
