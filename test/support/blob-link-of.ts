import type { BlobLink } from "#main/sync/files/blob-link.ts";
import type { ServerFiles } from "#main/sync/server/server-files.ts";
import type { SyncCaller } from "#main/sync/server/callers.ts";

/** What happens to files on their way: called before the server is asked; what it throws is what the device gets. */
export type FileWire = {
  before?: (what: keyof BlobLink) => void;
  /** Each piece reaches another process of the server, which has none of those before. */
  scattersPieces?: boolean;
};

/** Files between a device and a server of the same process. */
export function blobLinkOf(server: () => ServerFiles, caller: SyncCaller, wire: FileWire): BlobLink {
  const ask = async <Answer>(what: keyof BlobLink, work: (files: ServerFiles) => Promise<Answer>): Promise<Answer> => {
    wire.before?.(what);
    return work(server());
  };
  return {
    missing: (ids) => ask("missing", (files) => files.missing(caller, ids)),
    read: (id, start) => ask("read", (files) => files.read(caller, id, start)),
    writePiece: (id, piece) =>
      ask("writePiece", async (files) => {
        const isAlone = piece.content.byteLength === piece.sizeBytes;
        return wire.scattersPieces === true && !isAlone ? 0 : files.takePiece(caller, id, piece);
      }),
    writeWhole: (id, sizeBytes, chunks) => ask("writeWhole", (files) => files.takeWhole(caller, id, sizeBytes, chunks)),
    close: () => undefined,
  };
}
