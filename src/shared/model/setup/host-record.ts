import { z } from "zod";
import { Stamps } from "../stamps.ts";

export const HOST_RECORD_ID = "host-record";

/** Under this name the team's server is the host, whichever of its processes. */
export const SERVER_HOST_ID = "server";

/**
 * Who is the team's host of automation (H2): one document, that travels to everybody. Absent: the server. Two that were written apart merge by `laterHostRecord`, never property by
 * property: number and name belong together.
 */
export const HostRecord = z.object({
  id: z.literal(HOST_RECORD_ID),
  kind: z.literal("host-record"),
  /** A device's id, or `server`. */
  hostId: z.string().min(1).max(64),
  /** Counted up by each that is written: the larger one says who is the host. */
  fence: z.number().int().min(1),
  atEpochMs: z.number().int(),
  stamps: Stamps,
});
export type HostRecord = z.infer<typeof HostRecord>;
