/** The machine: what runs here, room on the disk, clock and time zone. */
import { statfs } from "node:fs/promises";
import type { Finding } from "#shared/contract/data.ts";
import { MAX_SKEW_MS } from "#shared/rules/clock/limits.ts";
import {
  EARLIEST_CLOCK_EPOCH_MS,
  FULL_DISK_BYTES,
  LATEST_CLOCK_EPOCH_MS,
  LONG_UNTOUCHED_MS,
  LOW_DISK_BYTES,
} from "../limits.ts";
import { finding, megabytes } from "./finding.ts";

export type MachineFacts = {
  readonly version: string;
  readonly node: string;
  /** Absent: it is not Electron. */
  readonly electron?: string | undefined;
  readonly platform: string;
  /** Null: the file system doesn't say. */
  readonly freeBytes: number | null;
  readonly databaseBytes: number;
  readonly nowEpochMs: number;
  /** When the newest thing of the desk happened; null: there is nothing, or it can't be read. */
  readonly newestEpochMs: number | null;
  /** '' where the system knows none. */
  readonly zone: string;
};

const OLDEST_NODE_MAJOR = 24;

export function machineFindings(facts: MachineFacts): Finding[] {
  const { version, node, electron, platform, zone } = facts;
  const runtime = electron === undefined ? `Node ${node}` : `Electron ${electron}, Node ${node}`;
  // Electron brings the Node that it was built with; it runs what was made for it.
  const isOld = electron === undefined && Number(node.split(".")[0]) < OLDEST_NODE_MAJOR;
  return [
    finding("ok", "program", { version, runtime, platform }),
    ...(isOld ? [finding("problem", "node-old", { node, needed: OLDEST_NODE_MAJOR })] : []),
    diskFinding(facts),
    clockFinding(facts),
    zone === "" ? finding("note", "zone-unknown") : finding("ok", "zone", { zone }),
  ];
}

function diskFinding({ freeBytes, databaseBytes }: MachineFacts): Finding {
  if (freeBytes === null) return finding("note", "disk-unknown");
  const values = { free: megabytes(freeBytes), desk: megabytes(databaseBytes) };
  if (freeBytes < FULL_DISK_BYTES) return finding("problem", "disk-full", values);
  // Upgrading a desk, erasing somebody and a backup on the same disk each take as much room again.
  return freeBytes < Math.max(LOW_DISK_BYTES, databaseBytes)
    ? finding("note", "disk-low", values)
    : finding("ok", "disk-room", values);
}

function clockFinding({ nowEpochMs, newestEpochMs }: MachineFacts): Finding {
  const now = momentText(nowEpochMs);
  if (nowEpochMs < EARLIEST_CLOCK_EPOCH_MS || nowEpochMs > LATEST_CLOCK_EPOCH_MS)
    return finding("problem", "clock-years-off", { now });
  if (newestEpochMs === null) return finding("ok", "clock-fine", { now });
  const newest = momentText(newestEpochMs);
  if (newestEpochMs - nowEpochMs > MAX_SKEW_MS) return finding("problem", "clock-behind-desk", { now, newest });
  return nowEpochMs - newestEpochMs > LONG_UNTOUCHED_MS
    ? finding("note", "clock-far-ahead", { now, newest })
    : finding("ok", "clock-fine", { now });
}

/** `2026-11-30 18:05`, in UTC: what is wrong with the clock may be its zone. */
function momentText(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? String(epochMs) : date.toISOString().slice(0, 16).replace("T", " ");
}

/** Null: the file system doesn't say, as some network drives. */
export async function freeBytesOf(folder: string): Promise<number | null> {
  const disk = await statfs(folder).catch(() => null);
  return disk === null || disk.blocks === 0 ? null : disk.bavail * disk.bsize;
}
