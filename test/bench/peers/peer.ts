import type { BenchRow } from "../bench-row.ts";

/** Set by the runner to the reason why the peers could not be installed. */
export const NO_PEERS_VARIABLE = "PIPEDESK_BENCH_NO_PEERS";

/**
 * A module of this folder, loaded only when it is asked for: it imports a package that is not there on every machine.
 * @returns null where it isn't
 */
export async function loadPeer<Module>(load: () => Promise<Module>): Promise<Module | null> {
  if (process.env[NO_PEERS_VARIABLE] !== undefined) return null;
  try {
    return await load();
  } catch (error) {
    console.error(`A peer could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

/** The row of a peer that could not be measured; it says why in the peer's place. */
export function withoutPeer(row: BenchRow, peer: string, why = "not installed"): BenchRow {
  return { ...row, peer: `${peer}: ${why}`, peerValue: null, ratio: null };
}
