import type { Repository } from "#main/store/repository.ts";

/** Puts documents into a collection that are not there yet, past all commands. */
export function insert<Doc extends { id: string }>(repository: Repository<Doc>, documents: readonly Doc[]): Promise<void> {
  return repository.write(documents.map((next) => ({ previous: null, next })));
}
