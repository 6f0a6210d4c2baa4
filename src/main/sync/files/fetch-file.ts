/** One file comes from the server: what was cut off goes on where it ended, and what came is looked at before it counts as the file. */
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { BlobId } from "#shared/model/ids.ts";
import { MAX_FILE_BYTES } from "#shared/sync/limits.ts";
import type { DeskFiles } from "#main/store/desk-files.ts";
import { offline } from "../client/envelope.ts";
import { MAX_RESUMES } from "../limits.ts";
import { tooLarge, type BlobLink, type FileAnswer } from "./blob-link.ts";
import type { Partials } from "./partials.ts";

export type FetchDeps = {
  readonly link: BlobLink;
  readonly partials: Partials;
  readonly files: Pick<DeskFiles, "receive">;
};

/**
 * On return the file is here.
 * @returns its bytes
 * @throws PD_SYNC_OFFLINE, with what came kept for the next attempt; PD_SYNC_FILE_AWAITED, PD_SYNC_FILE_WRONG, PD_INPUT_TOO_LARGE, PD_SYNC_REVOKED, PD_STORE_…
 */
export async function fetchFile(deps: FetchDeps, id: BlobId, signal: AbortSignal): Promise<number> {
  const { partials, files } = deps;
  const wasBegun = (await partials.sizeOf(id)) > 0;
  const sizeBytes = await fetchWhole(deps, id, signal);
  try {
    await files.receive(id, sizeBytes, partials.read(id));
    return sizeBytes;
  } catch (error) {
    // The part that lay here may be what is wrong.
    if (errorCodeOf(error) !== "PD_SYNC_FILE_WRONG" || !wasBegun) throw error;
  } finally {
    await partials.drop(id);
  }
  return fetchFile(deps, id, signal);
}

async function fetchWhole(deps: FetchDeps, id: BlobId, signal: AbortSignal): Promise<number> {
  for (let resumes = 0; ; resumes += 1) {
    const before = await deps.partials.sizeOf(id);
    try {
      return await fetchOn(deps, id, before, signal);
    } catch (error) {
      const isCut = errorCodeOf(error) === "PD_SYNC_OFFLINE" && (await deps.partials.sizeOf(id)) > before;
      if (!isCut || resumes >= MAX_RESUMES || signal.aborted) throw error;
    }
  }
}

async function fetchOn(
  { link, partials }: FetchDeps,
  id: BlobId,
  before: number,
  signal: AbortSignal,
): Promise<number> {
  const answer = await link.read(id, before, signal);
  const { start, sizeBytes } = answer;
  if (sizeBytes > MAX_FILE_BYTES) throw tooLarge();
  await partials.append(id, start > before ? 0 : start, start > before ? [] : upTo(sizeBytes - start, answer));
  if ((await partials.sizeOf(id)) < sizeBytes) throw offline("The file broke off.");
  return sizeBytes;
}

/** What comes beyond the end that was said is not written: whether the rest is right, its digest tells. */
async function* upTo(maxBytes: number, { chunks }: FileAnswer): AsyncGenerator<Uint8Array> {
  let left = maxBytes;
  for await (const chunk of chunks) {
    if (chunk.byteLength > left) return yield chunk.subarray(0, left);
    left -= chunk.byteLength;
    yield chunk;
  }
}
