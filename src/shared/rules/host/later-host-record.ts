import { canonicalJson } from "../../model/canonical-json.ts";
import type { HostRecord } from "../../model/setup/host-record.ts";

type Comparable = Pick<HostRecord, "fence" | "atEpochMs" | "hostId"> & { readonly _deleted?: boolean };

/**
 * Which of two records says who is the host: the one with the larger number; of two with one number (written apart, by administrators who could not see each other) the later, and at
 * last the larger name, so that everybody decides alike. Associative and commutative.
 * @rule H2
 */
export function laterHostRecord<Known extends Comparable>(one: Known, other: Known): Known {
  const order =
    one.fence - other.fence ||
    one.atEpochMs - other.atEpochMs ||
    compare(one.hostId, other.hostId) ||
    Number(one._deleted ?? false) - Number(other._deleted ?? false) ||
    // Only a changed program makes two that differ in something else.
    compare(canonicalJson(one), canonicalJson(other));
  return order >= 0 ? one : other;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
