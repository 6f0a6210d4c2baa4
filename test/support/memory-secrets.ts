import type { Secrets } from "#main/desk/secrets.ts";

/** Passwords for as long as the test lasts. */
export function memorySecrets(): Secrets {
  const kept = new Map<string, string>();
  return {
    get: async (name) => kept.get(name) ?? null,
    set: async (name, secret) => void kept.set(name, secret),
    delete: async (name) => void kept.delete(name),
  };
}
