export type { Secrets } from "#main/desk/secrets.ts";
