import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { procedure } from "../base.ts";

/** What a person can follow: finished versions, or also those that come before them. */
export const UPDATE_CHANNELS = ["stable", "beta"] as const;
export const UpdateChannel = z.enum(UPDATE_CHANNELS);
export type UpdateChannel = z.infer<typeof UpdateChannel>;

/** A newer version, as its feed tells it. */
export const Release = z.object({
  version: z.string(),
  /** Plain text; empty where the feed has none. */
  notes: z.string(),
  bytes: z.number().int(),
});
export type Release = z.infer<typeof Release>;

/** Why updates are not looked for at all. */
export const UPDATES_OFF = [
  /** A checkout, which is updated by who works in it. */
  "not-installed",
  /** This build was made without an address to ask. */
  "no-feed",
  /** It was put there by hand: nothing knows how to replace it. */
  "not-replaceable",
] as const;

export const UPDATE_FAILURES = [
  "offline",
  "no-answer",
  "not-there",
  "not-a-feed",
  "unsafe-address",
  "unsafe-file",
  "too-large",
  "wrong-checksum",
  "wrong-signature",
  "disk-full",
  "not-writable",
  "not-installed",
  "unknown",
] as const;
export type UpdateFailure = (typeof UPDATE_FAILURES)[number];

export const UpdateState = z.discriminatedUnion("step", [
  z.object({ step: z.literal("off"), why: z.enum(UPDATES_OFF) }),
  z.object({
    step: z.literal("idle"),
    /** null: nobody has asked yet. */
    checkedAtEpochMs: z.number().nullable(),
    /** The feed's version where it is older than this one: it is never gone back to. */
    olderVersion: z.string().nullable(),
  }),
  z.object({ step: z.literal("checking") }),
  z.object({ step: z.literal("available"), release: Release }),
  z.object({ step: z.literal("downloading"), release: Release, doneBytes: z.number().int() }),
  /** It lies here, whole and checked. */
  z.object({ step: z.literal("ready"), release: Release }),
  /** It is wanted, and comes as soon as no mail is on its way. */
  z.object({ step: z.literal("waiting-for-mail"), release: Release }),
  z.object({ step: z.literal("installing"), release: Release }),
  z.object({
    step: z.literal("failed"),
    why: z.enum(UPDATE_FAILURES),
    /** What was told of it, for a report; may be empty. */
    detail: z.string(),
    /** null: it failed before there was one. */
    release: Release.nullable(),
    /** The release lies here all the same, whole and checked: its installation failed. */
    isDownloaded: z.boolean(),
  }),
]);
export type UpdateState = z.infer<typeof UpdateState>;

export const UpdateView = z.object({
  version: z.string(),
  channel: UpdateChannel,
  state: UpdateState,
  /** Until then the person doesn't want to be reminded of `state.release`. */
  postponedUntilEpochMs: z.number().nullable(),
});
export type UpdateView = z.infer<typeof UpdateView>;

/** Updates of the app itself. Each answers with how it stands then; what comes of it is told by `state`. @throws PD_UPDATE_NOT_NOW where the step doesn't fit */
export const updates = {
  /** How it stands, and each time that changes. */
  state: procedure.output(eventIterator(UpdateView)),
  check: procedure.output(UpdateView),
  download: procedure.output(UpdateView),
  /** Closes the app and opens the new version, once no mail is on its way. */
  install: procedure.output(UpdateView),
  /** Not today. One that waits for mail is not installed either. */
  postpone: procedure.output(UpdateView),
  setChannel: procedure.input(z.object({ channel: UpdateChannel }).strict()).output(UpdateView),
};
