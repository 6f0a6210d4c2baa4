/** How long a lease is good without a sign of its holder. After a crash the next one waits as long: mail and timers stand still, nothing is lost. Longer than a garbage collection, a slow disk or a failover of a database. */
export const LEASE_MS = 15_000;

/** How often the holder shows that it is there: a renewal or two may fail before the lease is over. */
export const LEASE_RENEWAL_MS = 5_000;
