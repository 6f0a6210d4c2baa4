import { z } from "zod";

/**
 * Hybrid logical clock reading `<milliseconds, base 36, 9 digits>-<counter, base 36, 4 digits>-<device>`: compares as a string.
 * Source: Kulkarni et al., "Logical Physical Clocks", 2014.
 */
export const Stamp = z.string().regex(/^[0-9a-z]{9}-[0-9a-z]{4}-[0-9A-Za-z_]{1,32}$/);

/**
 * Property name → stamp of its last change. Elements of a set property have two entries of their own,
 * `tags+urgent` (added) and `tags-urgent` (removed); an element is in the set while its `+` is the later one.
 */
export const Stamps = z.record(z.string(), z.string());
export type Stamps = z.infer<typeof Stamps>;
