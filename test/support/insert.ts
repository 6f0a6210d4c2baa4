import type { Repository } from "#main/store/repository.ts";

/** Puts those documents into a collection that are not there yet, past all commands. */
export async function insert<Doc extends { id: string }>(
  repository: Repository<Doc>,
  documents: readonly Doc[],
): Promise<void> {
  const known = await repository.getMany(documents.map(({ id }) => id));
  await repository.write(documents.filter(({ id }) => !known.has(id)).map((next) => ({ previous: null, next })));
}
