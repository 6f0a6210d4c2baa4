/**
 * Keeps one draft safe (H1c), and the same in all windows of this browser: saved while it is written, on leaving the field and on closing the window;
 * ended once its words have been sent.
 *
 * Windows share the row of the database. Each knows the version that it has seen; a write that finds another version merges the two and never puts
 * itself over it. A row that has ended stays as an empty one: a window that slept meanwhile must learn that the words were sent, and not write them
 * anew. The row names the draft (`draftId`): under one name the core makes one message of it, whatever the windows do.
 *
 * Writes go one after the other, so that an earlier one can't overtake the end that follows the sending. A window that closes doesn't wait for
 * a database: what is not known to be stored by then goes into the stash, which is written at once, and is taken from there at the next start.
 */
import type { DraftRow } from "#renderer/state/local-db.ts";
import { DRAFT_PAUSE_MS, MAX_DRAFT_PAUSE_MS } from "../limits.ts";
import type { DraftKeeper, DraftKeeperOptions, DraftNotice } from "./draft-keeping.ts";
import { storedOf, withStash, type Stored } from "./stored-draft.ts";

/** @rule H1c */
export function createDraftKeeper<Content>(options: DraftKeeperOptions<Content>): DraftKeeper<Content> {
  const { table, stash, codec, key, now, newId, pause, onSaved, onElsewhere } = options;
  const { merge, isSame, isEmpty } = codec;
  /** As it was stored when this window saw it last. */
  let base: Stored<Content> = { version: 0, content: codec.empty, draftId: null, endedId: null };
  /** What stands in this window. */
  let current = codec.empty;
  let draftId = newId();
  /** What stood here when another window gave the row another name, and the name that it had. */
  let renamed: { readonly id: string; readonly content: Content } | null = null;
  /** What stands here is not known to be stored. */
  let isUnsaved = false;
  /** What the core has of it: what is emptied now was sent, not thrown away. */
  let sent: { readonly content: Content } | null = null;
  /** Under the name that the row bears its words were sent: the next write gives it another. */
  let isRenamed = false;
  let unsavedSinceEpochMs: number | null = null;
  let cancel: (() => void) | null = null;
  let isWriting = false;
  let writes: Promise<void> = Promise.resolve();
  /** Told while a write was on its way, which may have come before or after it. */
  let toldMeanwhile: { readonly row: DraftRow | undefined } | null = null;

  /** Which mail is answered, and such, is no part of a draft in which nobody has written. */
  const isAlike = (one: Content, other: Content): boolean => isSame(one, other) || (isEmpty(one) && isEmpty(other));

  /** The name goes on, unless what bore it was sent. */
  const nameAfter = (there: Stored<Content>): string =>
    there.draftId ?? (there.endedId === draftId ? newId() : draftId);

  function rename(to: string): void {
    if (to !== draftId && !isEmpty(current)) renamed = { id: draftId, content: current };
    draftId = to;
  }

  function rowOver(there: Stored<Content>, content: Content): DraftRow {
    const row = { key, savedAtEpochMs: now(), version: there.version + 1 };
    const id = isRenamed ? draftId : nameAfter(there);
    if (isEmpty(content)) return { ...row, text: "", draftId: id, ended: sent === null ? "gone" : "sent" };
    // What another window had added to the words that were sent is no part of what went out.
    return { ...row, ...codec.toRow(content), draftId: sent !== null && id === draftId ? newId() : id };
  }

  async function write(): Promise<void> {
    const handed = current;
    const over = base;
    const ends = sent;
    let notice: DraftNotice<Content> | null = null;
    isWriting = true;
    try {
      const row = await table.change(key, (found) => {
        const there = storedOf(found, codec);
        notice = null;
        // Nothing is stored, or another draft has begun in its place: there is nothing to end.
        const isAnother = ends !== null && there.draftId !== draftId;
        if (isEmpty(handed) && (there.draftId === null || isAnother)) return undefined;
        if (there.version === over.version) return rowOver(there, handed);
        const met = meet(ends === null ? over.content : ends.content, there, handed);
        notice = met.notice;
        return rowOver(there, met.content);
      });
      take(storedOf(row, codec), handed, notice);
      onSaved(true);
    } catch {
      onSaved(false);
    }
    isWriting = false;
    const told = toldMeanwhile;
    toldMeanwhile = null;
    if (told !== null) hear(told.row);
  }

  /** What another window stored meets what stands here. */
  function meet(before: Content, there: Stored<Content>, mine: Content): Met<Content> {
    // It ended elsewhere: all that stands here stays, also what was the same in both.
    if (isEmpty(there.content) && !isEmpty(mine)) {
      return { content: mine, notice: there.endedAs === "sent" ? { kind: "sent" } : null };
    }
    const { content, clash } = merge(before, there.content, mine);
    if (sent !== null) return { content, notice: isEmpty(content) ? null : { kind: "sent" } };
    return { content, notice: clash ? { kind: "both", choice: { mine, theirs: there.content } } : null };
  }

  /** The database has answered a write of `handed`. */
  function take(there: Stored<Content>, handed: Content, notice: DraftNotice<Content> | null): void {
    rename(nameAfter(there));
    base = there;
    const stands = isAlike(there.content, handed) ? handed : there.content;
    const typed = current;
    if (typed === handed) {
      isUnsaved = false;
      sent = null;
      isRenamed = false;
      unsavedSinceEpochMs = null;
      stash.remove(key);
      current = stands;
    } else if (stands !== handed) current = merge(handed, stands, typed).content;
    if (current !== typed) onElsewhere(current, notice);
  }

  /** A window has changed the row; it may have been this one. */
  function hear(row: DraftRow | undefined): void {
    if (isWriting) {
      toldMeanwhile = { row };
      return;
    }
    const there = storedOf(row, codec);
    if (there.version <= base.version) return;
    const known = base.content;
    const mine = current;
    if (!isRenamed) rename(nameAfter(there));
    base = there;
    if (!isUnsaved || isSame(mine, known)) {
      current = there.content;
      if (isAlike(current, mine)) current = mine;
      else onElsewhere(current, null);
      return;
    }
    const met = meet(known, there, mine);
    current = met.content;
    onElsewhere(current, met.notice);
    schedule();
  }

  async function writeAfter(earlier: Promise<void>): Promise<void> {
    await earlier;
    if (isUnsaved) await write();
  }

  function flush(): Promise<void> {
    cancel?.();
    cancel = null;
    if (!isUnsaved) return writes;
    writes = writeAfter(writes);
    return writes;
  }

  function schedule(): void {
    isUnsaved = true;
    unsavedSinceEpochMs ??= now();
    cancel?.();
    cancel = null;
    // Somebody who types without a pause has other windows too, and machines that fail.
    if (isEmpty(current) || now() - unsavedSinceEpochMs >= MAX_DRAFT_PAUSE_MS) void flush();
    else cancel = pause(() => void flush(), DRAFT_PAUSE_MS);
  }

  return {
    async load() {
      const stashed = stash.read(key);
      let row: DraftRow | undefined;
      try {
        row = await table.get(key);
      } catch {
        onSaved(false);
      }
      base = storedOf(row, codec);
      draftId = base.draftId ?? draftId;
      const kept = stashed === null ? null : codec.fromRow(stashed);
      const found = kept === null ? null : withStash(base, kept, stashed, row, codec);
      const typed = current;
      current = found ?? base.content;
      if (!isEmpty(typed)) current = isEmpty(current) ? typed : codec.join(current, typed);
      if (found === null && stashed !== null) stash.remove(key);
      if (found !== null) {
        isUnsaved = true;
        void flush();
      } else if (!isEmpty(typed)) schedule();
      return current;
    },
    follow: () => table.watch(key, hear),
    current: () => current,
    change(content) {
      current = content;
      schedule();
    },
    end(content) {
      // Measured against what went out: what the row holds beyond it was added elsewhere.
      sent = { content };
      current = codec.empty;
      schedule();
    },
    renew() {
      draftId = newId();
      isRenamed = true;
      schedule();
      void flush();
    },
    id: (written = current) =>
      renamed !== null && isSame(written, renamed.content) && !isSame(written, current) ? renamed.id : draftId,
    flush,
    leave() {
      if (isUnsaved) {
        const row = { key, ...codec.toRow(current), savedAtEpochMs: now() };
        stash.write({ ...row, draftId, version: base.version });
      }
      void flush();
    },
  };
}

type Met<Content> = { readonly content: Content; readonly notice: DraftNotice<Content> | null };
