import { randomBytes } from "node:crypto";

/** 192 bits: nobody guesses it. */
const TOKEN_BYTES = 24;

/** The secret part of the address of an incoming webhook. */
export function newWebhookToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}
